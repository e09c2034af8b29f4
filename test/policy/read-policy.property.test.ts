import fc from 'fast-check';
import { expect, test } from 'vitest';
import { errorOf, goodPolicies, wrongPolicies } from './fixtures.ts';

const policies = [...goodPolicies, ...wrongPolicies].map(({ text }) => text);

/** Signs and words that mean something to YAML or to a policy. */
const anyScrap = fc.constantFrom(
  ...[
    '*',
    '**',
    '>',
    '|',
    '&a ',
    '!',
    '? ',
    '- ',
    ': ',
    ', ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '#',
    '\n',
    '\n  ',
    '\t',
    '\r\n',
  ],
  ...[
    '---\n',
    '...\n',
    '%',
    '@',
    '<<: ',
    '~',
    'null',
    '0123',
    '1.10',
    'true',
    '__proto__',
    'constructor',
    '\u{1f4a5}',
    '\ufeff',
  ],
  ...[
    'routes',
    'receivers',
    'to',
    'slack',
    'severity',
    'not',
    'sns',
    'otherwise: true',
    'xoxb-1',
    'https://hooks.slack.com/services/',
  ],
);

const anySpoiltPolicy = fc
  .record({
    policy: fc.constantFrom(...policies),
    at: fc.nat(700),
    taken: fc.nat(12),
    scraps: fc.array(anyScrap, { maxLength: 3 }),
  })
  .map(({ policy, at, taken, scraps }) => policy.slice(0, at) + scraps.join('') + policy.slice(at + taken));

const anyText = fc.oneof(
  { weight: 4, arbitrary: anySpoiltPolicy },
  { weight: 1, arbitrary: fc.array(anyScrap, { maxLength: 20 }).map((scraps) => scraps.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: fc.json().map((json) => `receivers: ${json}\nroutes: ${json}\n`) },
);

test('any text is a policy, or is refused with a place in it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const lines = text.split('\n');
      const problems = errorOf(text)?.problems ?? [];
      expect(problems.filter(({ line, column }) => column < 1 || column > (lines[line - 1]?.length ?? -1) + 1)).toEqual(
        [],
      );
    }),
    { numRuns: 2_000 },
  );
});

test('a secret is reported wherever it stands, and in no message', () => {
  fc.assert(
    fc.property(anyText, fc.nat(700), (text, at) => {
      const message = errorOf(`${text.slice(0, at)} xoxb-HIDE-ME ${text.slice(at)}`)?.message;
      expect(message).toContain('this is a secret itself');
      expect(message).not.toContain('HIDE-ME');
    }),
    { numRuns: 1_000 },
  );
});

test('a policy that nests without end is refused', () => {
  for (const open of ['[', '{a: ', '- ', '{? ']) {
    expect(errorOf(open.repeat(20_000))?.problems[0]?.line).toBe(1);
  }
});
