import { expect, test } from 'vitest';
import { allOver } from '../../../functions/core/domain/all-over.ts';
import type { Issue } from '../../../functions/core/domain/ledger.ts';
import { anIssue } from '../../support/builders.ts';

const toldTo = (...receivers: readonly string[]): Issue['told'] =>
  Object.fromEntries(receivers.map((receiver) => [receiver, { at: '2026-11-21T08:00:05.000Z', rank: 4 }]));

const OPEN = anIssue({ told: toldTo('payments') });

test('one open issue that the receiver was told of is enough for it not to be over', () => {
  expect(allOver([anIssue({ state: 'resolved', told: toldTo('payments') }), OPEN], 'payments')).toBe(false);
});

test.each(['accepted', 'resolved', 'unobserved'] as const)('what is %s is over', (state) => {
  expect(allOver([anIssue({ ...OPEN, state })], 'payments')).toBe(true);
});

test('what others alone were told of does not count, whatever a receiver is called', () => {
  expect(allOver([OPEN], 'platform')).toBe(true);
  expect(allOver([OPEN], 'constructor')).toBe(true);
  expect(allOver([], 'payments')).toBe(true);
});
