import { type Mistake, ofKey } from './problem.ts';
import { kindOf } from './receiver-rules.ts';
import type { Path } from './source.ts';
import { at, itemsOf, keysOf } from './unchecked.ts';

/** What basic scanning never says, by the key of a route that would ask for it. */
export const NEVER_SAID: Readonly<Record<string, string>> = {
  fixable: 'whether a version mends an issue',
  exploited: 'whether an exploit is known',
  epss: 'how probable an exploit is',
  'in-use': 'whether an image is in use',
};

/** Facts that routes ask for, and that the scanning mode of the policy never gives. */
export const factRules = (policy: unknown): Mistake[] =>
  at(policy, ['registry', 'scanning']) === 'basic'
    ? itemsOf(at(policy, ['routes'])).flatMap((route, index) => [
        ...asked(policy, route).map((key) => ofKey(['routes', index, key], neverSaid(key, key))),
        ...alsoFixable(route).map((inner) => ({
          path: ['routes', index, 'also', ...inner],
          message: neverSaid('fixable', 'it'),
        })),
      ])
    : [];

const asked = (policy: unknown, route: unknown): string[] =>
  // Of Security Hub it is said that no mode helps.
  kindOf(policy, String(at(route, ['to']))) === 'security-hub'
    ? []
    : keysOf(route).filter((key) => Object.hasOwn(NEVER_SAID, key));

/** The places in `also` that ask for it. */
const alsoFixable = (route: unknown): Path[] => {
  const also = at(route, ['also']);
  if (also === 'fixable') return [[]];
  return itemsOf(also).flatMap((word, index) => (word === 'fixable' ? [[index]] : []));
};

const neverSaid = (fact: string, what: string): string =>
  `basic scanning never says ${NEVER_SAID[fact]}; take ${what} out, or set registry.scanning: enhanced`;
