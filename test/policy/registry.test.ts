import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PolicyFile, parsePolicy } from '../../functions/policy/read-policy.ts';
import { errorOf } from './fixtures.ts';

const policyWith = (lines: string): string => `operators: { email: platform@tallyman.dev }
receivers: { platform: { slack: { channel: C0PLATFORM } } }
routes: [{ to: platform, otherwise: true }]
${lines}
`;

const read = (lines: string): PolicyFile =>
  parsePolicy(policyWith(lines), 'tallyman.yaml', { placeholders: 'refused' });

const rulesOf = (lines: string) =>
  read(lines).registry?.rules.map(({ frequency, filters }) => [frequency, ...filters.map(({ filter }) => filter)]);

describe('the registry', () => {
  test.each(['', 'registry: { scanning: leave }'])('is left as it is: %s', (lines) => {
    expect(read(lines)).toMatchObject({ registry: null, policy: { scanning: 'leave' } });
  });

  test.each([
    ['scanning: basic', [['scan-on-push', '*']]],
    ['scanning: basic, scan-on-push: "prod/**"', [['scan-on-push', 'prod/*']]],
    ['scanning: enhanced', [['continuous', '*']]],
    ['scanning: enhanced, continuous: "prod/**"', [['continuous', 'prod/*']]],
    ['scanning: enhanced, scan-on-push: "**"', [['scan-on-push', '*']]],
    [
      'scanning: enhanced, scan-on-push: "**", continuous: "prod/**"',
      [
        ['continuous', 'prod/*'],
        ['scan-on-push', '*'],
      ],
    ],
  ])('is scanned by these rules: %s', (registry, rules) => {
    expect(rulesOf(`registry: { ${registry} }`)).toEqual(rules);
  });

  test.each([
    ['100 filters', 100, []],
    [
      '101 filters',
      101,
      ['continuous makes 101 filters, and ECR takes 100; write fewer and wider globs, such as "team/**"'],
    ],
  ])('%s', (_, count, messages) => {
    const globs = Array.from({ length: count }, (_each, n) => `"team-${n}/**"`);
    const error = errorOf(policyWith(`registry: { scanning: enhanced, continuous: [${globs}] }`));
    expect(error?.problems.map(({ message }) => message) ?? []).toEqual(messages);
    expect(error?.problems.map(({ line, column }) => [line, column]) ?? []).toEqual(messages.map(() => [4, 45]));
  });

  test('a hardened repository is not called unscanned where a glob is a fault by itself', () => {
    const lines = 'registry: { scanning: basic, scan-on-push: ["a/**", Team/*] }\nrepositories: { team/api: {} }';
    expect(errorOf(policyWith(lines))?.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining("ECR's names are in lower case"),
    ]);
  });
});

describe('live images are scanned anew every day', () => {
  test.each([
    ['', true],
    ['rescan: daily', true],
    ['rescan: off', false],
    ['registry: { scanning: basic }', true],
    ['registry: { scanning: basic }\nrescan: off', false],
    ['registry: { scanning: enhanced }', false],
  ])('%s: %s', (lines, rescan) => {
    expect(read(lines).policy.rescan).toBe(rescan);
  });
});

describe('a score', () => {
  const routeWith = (key: string, value: string): string =>
    `operators: { email: platform@tallyman.dev }
receivers: { platform: { slack: { channel: C0PLATFORM } } }
routes:
  - { to: platform, otherwise: true, ${key}: ${value} }
`;
  const pasted = (key: string, value: string): string | undefined =>
    errorOf(routeWith(key, value))?.problems[0]?.paste?.trim();
  const line = (key: string, value: number): string => `- { to: platform, otherwise: true, ${key}: ${value} }`;

  test.each([
    ['epss', 1],
    ['cvss', 10],
  ] as const)(
    'of %s that is in its range is kept, and as a percentage or in quotes is the line to paste',
    (key, most) => {
      fc.assert(
        fc.property(fc.nat(100), (percent) => {
          const score = (percent * most) / 100;
          const [route] = parsePolicy(routeWith(key, String(score)), 'f', { placeholders: 'refused' }).policy.routes;
          expect(route?.[key]).toBe(score);
          for (const written of [`${percent}%`, `"${score}"`, ...(percent > most ? [String(percent)] : [])])
            expect(pasted(key, written)).toBe(line(key, score));
        }),
      );
    },
  );

  test.each(['101', '-1', 'high', '.nan', '.inf', 'true', '1.2.3', '"%"', '""', '1e3'])(
    '%s is refused, with nothing to paste',
    (value) => {
      const problems = errorOf(routeWith('epss', value))?.problems;
      expect(problems?.map(({ paste }) => paste)).toEqual([null]);
    },
  );
});
