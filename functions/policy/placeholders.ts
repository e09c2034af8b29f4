import type { Mistake } from './problem.ts';
import type { Path } from './source.ts';
import { at, keysOf } from './unchecked.ts';

/** Domains that belong to nobody, such as `example.com`, `acme.example`: https://www.rfc-editor.org/rfc/rfc2606 */
const PLACEHOLDER = /[@.]example(\.[a-z]+){0,2}$/i;

/** Addresses that came with an example and have not been replaced. */
export const placeholders = (policy: unknown): Mistake[] => [
  ...placeholdersAt(policy, ['operators', 'email'], 'those who look after Tallyman'),
  ...keysOf(at(policy, ['receivers'])).flatMap((name) =>
    placeholdersAt(policy, ['receivers', name, 'sns', 'email'], `those whom "${name}" tells`),
  ),
];

const placeholdersAt = (policy: unknown, path: Path, whom: string): Mistake[] => {
  const email = at(policy, path);
  const addresses = Array.isArray(email) ? email.map((each, index) => [each, [...path, index]]) : [[email, path]];
  return addresses
    .filter(([address]) => typeof address === 'string' && PLACEHOLDER.test(address))
    .map(([address, path]) => ({ path, message: `"${address}" is a placeholder; write the address of ${whom}` }));
};
