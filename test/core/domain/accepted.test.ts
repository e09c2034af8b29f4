import { expect, test } from 'vitest';
import { counted, isAccepted } from '../../../functions/core/domain/accepted.ts';
import { anOccurrence } from '../../support/builders.ts';

const open = anOccurrence();
const hidden = anOccurrence({ path: 'usr/lib', suppressed: true });

test('what somebody accepted everywhere is accepted, and counts', () => {
  expect(isAccepted([hidden, hidden])).toBe(true);
  expect(counted([hidden])).toEqual([hidden]);
});

test('what somebody accepted in one place is not, and does not count there', () => {
  expect(isAccepted([hidden, open])).toBe(false);
  expect(counted([hidden, open])).toEqual([open]);
  expect(counted([open, open])).toEqual([open, open]);
});
