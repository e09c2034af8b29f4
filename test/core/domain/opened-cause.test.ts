import { describe, expect, test } from 'vitest';
import { openedCause } from '../../../functions/core/domain/opened-cause.ts';
import { successionOf } from '../../../functions/core/domain/succession.ts';
import { aFinding, aHead, anIssue, anOccurrence } from '../../support/builders.ts';

const issue = anIssue({ occurrences: [anOccurrence({ digest: 'old', version: '3.0.11' })] });
const amd = { digest: 'new', platform: 'linux/amd64' };
const arm = { digest: 'new-arm', platform: 'linux/arm64' };

const before = [
  aHead({ digest: 'old', platform: 'linux/amd64' }),
  aHead({ digest: 'old-arm', platform: 'linux/arm64' }),
];
const after = [amd, arm].map((part) => aHead(part));
const causeOf = openedCause({
  issues: [issue],
  standsFor: (digest) => digest,
  succession: successionOf(before, after),
  earlier: new Map(),
});
const found = (part: typeof amd, version: string) => ({
  part,
  finding: aFinding({ vulnerability: 'CVE-9', version }),
});

describe('an issue that nobody knew', () => {
  test('was disclosed where the package had the same version in what came before, on one platform or more', () => {
    expect(causeOf([found(amd, '3.0.11')])).toBe('disclosed');
    expect(causeOf([found(amd, '3.0.11'), found(arm, '3.0.12')])).toBe('disclosed');
  });

  test('came with the image where the version is another, or nothing was known of what came before', () => {
    expect(causeOf([found(amd, '3.0.12')])).toBe('new-image');
    expect(causeOf([found(arm, '3.0.11')])).toBe('new-image');
  });
});
