import { expect, test } from 'vitest';
import {
  aLedger,
  anAlert,
  anIndex,
  anIssue,
  anOccurrence,
  aScanNewsAlert,
  aSummaryAlert,
} from '../../../support/builders.ts';
import { AMD64, ARM64, anIssueOf, TWO_PLATFORMS } from '../stories.ts';
import { golden, shownText, told } from './told.ts';

const inBoth = anIssue({ occurrences: [anOccurrence(AMD64), anOccurrence({ ...ARM64, version: '3.0.12' })] });
const inOne = anIssueOf(2, 'HIGH', 'zlib 1.2', {
  occurrences: [anOccurrence({ ...ARM64, severity: 'HIGH', version: '1.2' })],
});
const record = { image: TWO_PLATFORMS, ledger: aLedger({ issues: [inBoth, inOne] }) };

test('an image of two platforms is one, with both', async () => {
  const [message] = told(aSummaryAlert({ issues: [0, 1] }), record);
  expect(message.text).toContain('payments/api:v1.4.2, worst CRITICAL');
  await golden('two-platforms', message);
});

test.each([
  [0, 'linux/amd64, linux/arm64'],
  [1, 'linux/arm64'],
])('issue %i alone is told with the platforms it was found in: %s', (issue, platforms) => {
  const [message] = told(anAlert({ issues: [issue] }), record);
  expect(shownText(message)).toContain(`\n${platforms} · pushed 31 Oct · sha256:ab12cd34 ·`);
});

test('scan news of one platform says so', async () => {
  const [message] = told(aScanNewsAlert({ platforms: ['linux/arm64'] }), { image: TWO_PLATFORMS, transitions: [] });
  expect(message.text).toMatch(
    /^NOT SCANNED: payments\/api:v1\.4\.2\. This does not mean clean\. Platform: only linux\/arm64\. ECR/,
  );
  await golden('not-scanned-one-platform', message);
});

test.each([[['linux/amd64', 'linux/arm64']], [[]]])(
  'scan news of all of them, or of nobody knows which, does not: %j',
  (platforms) => {
    const [message] = told(aScanNewsAlert({ platforms }), { image: TWO_PLATFORMS, transitions: [] });
    expect(shownText(message)).not.toContain('only');
  },
);

test('of more platforms than anybody reads the others are counted', () => {
  const image = anIndex(Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`linux/p${n}`, `sha256:${n}`])));
  expect(shownText(told(aSummaryAlert(), { image })[0])).toContain('linux/p7, 2 more · pushed');
});
