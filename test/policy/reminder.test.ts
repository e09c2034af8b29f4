import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../functions/policy/read-policy.ts';
import { errorOf } from './fixtures.ts';

const policyWith = (remind: string): string => `operators: { email: platform@tallyman.dev }
receivers: { platform: { slack: { channel: C0PLATFORM } } }
routes:
  - { to: platform, otherwise: true, remind: ${remind} }
`;

const daysOf = (remind: string): unknown =>
  parsePolicy(policyWith(remind), 'tallyman.yaml', { placeholders: 'refused' }).policy.routes[0]?.remindDays;

const pasted = (remind: string): string | null | undefined => errorOf(policyWith(remind))?.problems[0]?.paste?.trim();

test('a reminder is due after 1 to 90 whole days', () => {
  fc.assert(
    fc.property(fc.nat(200), (days) => {
      if (days >= 1 && days <= 90) expect(daysOf(`${days}d`)).toBe(days);
      else expect(pasted(`${days}d`)).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

const anyWayToSay = fc.oneof(
  fc.constantFrom('', 'D', ' d', ' day', ' days', ' Days').map((unit) => ({ unit, days: 1 })),
  fc.constantFrom('w', ' week', ' weeks', 'W').map((unit) => ({ unit, days: 7 })),
  fc.constantFrom('h', ' hours', 'H').map((unit) => ({ unit, days: 1 / 24 })),
);

test('days that are written otherwise come back as the line to paste', () => {
  fc.assert(
    fc.property(fc.nat(2_500), anyWayToSay, fc.constantFrom('', 'P', 'every '), (count, { unit, days }, before) => {
      const meant = Math.round(count * days * 24) / 24;
      const right = Number.isInteger(meant) && meant >= 1 && meant <= 90;
      expect(pasted(`${before}${count}${unit}`)).toBe(
        right ? `- { to: platform, otherwise: true, remind: ${meant}d }` : undefined,
      );
    }),
    { numRuns: 1_000 },
  );
});

describe('what is no time', () => {
  test.each(['never', 'daily', '7.5d', '1d12h', '2 months', '7d7d', '-d', '"d"', '0', '1e9d'])(
    '%s is refused, with nothing to paste',
    (remind) => {
      expect(errorOf(policyWith(remind))?.problems.map(({ message, paste }) => [message, paste])).toEqual([
        [expect.stringContaining('write whole days, 1d to 90d'), null],
      ]);
    },
  );
});
