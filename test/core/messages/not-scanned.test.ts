import { expect, test } from 'vitest';
import { unscannedText } from '../../../functions/core/messages/not-scanned.ts';
import { PLAIN } from '../../../functions/core/messages/sns/plain.ts';

test.each([
  ['FAILED', 'UnsupportedImageError: The operating system is not supported.', 'FAILED, unsupported image'],
  ['FAILED', null, 'FAILED, its scan failed'],
  ['MANUAL', null, 'MANUAL, nothing scans its repository any more'],
  ['SOMETHING_NEW', null, 'SOMETHING_NEW, a status that nobody knows'],
])('%s, %s reads in a list as %s', (status, description, text) => {
  expect(unscannedText({ status, description }, PLAIN)).toBe(text);
});
