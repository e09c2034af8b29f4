import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parsePolicy, readPolicy } from '../../functions/policy/read-policy.ts';
import { errorOf, goodPolicies, wrongPolicies, wrongPolicy } from './fixtures.ts';

describe('a policy with a defect', () => {
  test.each(wrongPolicies)('$name: is refused in these words', async ({ name, text }) => {
    const message = errorOf(text, `${name}.yaml`)?.message;

    await expect(`${message}\n`).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  test.each(wrongPolicies)('$name: no message holds a secret', ({ text }) => {
    expect(errorOf(text)?.message).not.toMatch(/xox[bp]-|hooks\.slack\.com|EXAMPLENOTASECRET|our slack token/);
  });
});

describe('a line to paste', () => {
  const ADDED = [
    ...['empty-file', 'missing-operators', 'missing-receivers', 'missing-routes', 'no-otherwise'],
    ...['no-otherwise-beside-security-hub', 'otherwise-to-security-hub-alone'],
  ];
  const pastable = wrongPolicies.flatMap(({ name, text }) =>
    (errorOf(text)?.problems ?? []).flatMap((problem) =>
      problem.paste === null ? [] : [{ name, text, ...problem, paste: problem.paste }],
    ),
  );

  test.each(pastable)('$name: mends line $line, column $column', ({ name, text, line, message, paste }) => {
    const lines = text.split('\n');
    const taken = name === 'folded-text' ? 2 : 1;
    const mended = ADDED.includes(name) ? `${text}${paste}\n` : lines.toSpliced(line - 1, taken, paste).join('\n');

    const left = errorOf(mended)?.problems.map((problem) => problem.message) ?? [];

    expect(left).not.toContain(message);
    if (!ADDED.includes(name)) expect(left.length).toBeLessThan(errorOf(text)?.problems.length ?? 0);
  });
});

test('a policy with five mistakes gives five located messages', () => {
  const places = errorOf(wrongPolicy('five-mistakes'))?.problems.map(({ line, column }) => [line, column]);

  expect(places).toEqual([
    [4, 33],
    [8, 11],
    [8, 32],
    [8, 36],
    [8, 47],
  ]);
});

describe('a good policy', () => {
  test.each(goodPolicies)('$name: compiles to these values', async ({ name, text }) => {
    const file = parsePolicy(text, 'tallyman.yaml', { placeholders: 'refused' });

    await expect(`${JSON.stringify(file, null, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`);
  });

  test.each(goodPolicies)('$name: is the same after JSON', ({ text }) => {
    const file = parsePolicy(text, 'tallyman.yaml', { placeholders: 'refused' });

    expect(JSON.parse(JSON.stringify(file))).toEqual(file);
  });
});

describe('placeholders', () => {
  const text = wrongPolicy('placeholder-address');

  test('are allowed where the file was chosen', () => {
    const { operators } = parsePolicy(text, 'tallyman.yaml', { placeholders: 'allowed' });

    expect(operators.email).toEqual(['platform@acme.example', 'you@example.com', 'real@examples.dev']);
  });

  test.each(['a@example.com', 'a@mail.example.org', 'a@acme.example', 'a@EXAMPLE.co.uk'])('%s is one', (address) => {
    expect(errorOf(text.replace(/\[.*\]/, address))?.message).toContain(`"${address}" is a placeholder`);
  });

  test.each(['a@examples.dev', 'a@my-example.dev', 'example@tallyman.dev'])('%s is none', (address) => {
    expect(errorOf(text.replace(/\[.*\]/, address))).toBeNull();
  });
});

describe("the project's own policy", () => {
  const file = fileURLToPath(new URL('../../tallyman.yaml', import.meta.url));

  test('is a starting point that only its address keeps from being deployed', () => {
    expect(() => readPolicy(file, { placeholders: 'refused' })).toThrow(
      /has a problem\n.*:2:\d+: .* is a placeholder/s,
    );
    expect(readPolicy(file, { placeholders: 'allowed' }).policy.routes).toHaveLength(1);
  });
});

test('a file that is not there is an error that says so', () => {
  expect(() => readPolicy('no/such.yaml', { placeholders: 'refused' })).toThrow(
    'no/such.yaml:1:1: cannot read the policy: there is no such file',
  );
});
