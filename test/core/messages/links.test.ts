import { expect, test } from 'vitest';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import type { Engine } from '../../../functions/core/domain/scan.ts';
import { advisoryLink, consoleUrl, inspectorPage, webAddress } from '../../../functions/core/messages/links.ts';
import { link } from '../../../functions/core/messages/slack/link.ts';
import { MRKDWN } from '../../../functions/core/messages/slack/mrkdwn.ts';
import type { Told } from '../../../functions/core/messages/telling.ts';
import { anAlert, anImage, aRecord, aRegistry, RECORD_KEY } from '../../support/builders.ts';
import { scannedBy } from './enhanced-stories.ts';

/** An alert of what `engine` found. */
const toldOf = (engine: Engine, overrides: Partial<EvaluationRecord> = {}): Told => {
  const record = aRecord({ ...scannedBy(engine), ...overrides });
  return { alert: anAlert(), record, recordKey: RECORD_KEY, image: record.image };
};

test.each([
  ['https://security-tracker.debian.org/tracker/CVE-1', 'Debian tracker'],
  ['http://people.ubuntu.com/~ubuntu-security/cve/CVE-1', 'Ubuntu'],
  ['https://nvd.nist.gov/vuln/detail/CVE-1', 'NVD'],
  ['https://access.redhat.com/errata/RHSA-2026:1', 'Red Hat'],
  ['https://security.alpinelinux.org/vuln/CVE-1', 'Alpine'],
  ['https://alas.aws.amazon.com/AL2/ALAS-2026-1.html', 'Amazon Linux'],
  ['https://github.com/advisories/GHSA-1', 'github.com'],
  ['https://debian.org.evil.example/', 'debian.org.evil.example'],
])('the advisory %s is of %s', (url, name) => {
  expect(advisoryLink(url, MRKDWN)).toBe(`<${url}|${name}>`);
});

test.each([null, '', 'CVE-1', 'javascript:alert(1)', 'ftp://x.example/', 'mailto:a@x.example', 'https://'])(
  '%j is no advisory to link to',
  (url) => {
    expect(advisoryLink(url, MRKDWN)).toBeNull();
    expect(webAddress(url)).toBeNull();
    expect(link(url, 'CVE-1')).toBe('CVE-1');
  },
);

test('an address cannot end its link', () => {
  expect(link(' https://x.example/a|b>?c&d ', 'a|b')).toBe('<https://x.example/a%7Cb%3E?c&amp;d|a∣b>');
});

test('an address too long for its place is left out', () => {
  expect(link(`https://x.example/${'&'.repeat(200)}`, 'CVE-1')).toBe('CVE-1');
  expect(webAddress(`https://x.example/${'a'.repeat(3000)}`)).toBeNull();
});

test.each([
  ['eu-west-1', 'eu-west-1.console.aws.amazon.com'],
  ['cn-north-1', 'cn-north-1.console.amazonaws.cn'],
  ['us-gov-west-1', 'us-gov-west-1.console.amazonaws-us-gov.com'],
])('the console of %s is %s', (region, host) => {
  const { digest } = anImage();
  expect(consoleUrl(aRegistry({ region }), anImage())).toBe(
    `https://${host}/ecr/repositories/private/111122223333/payments/api/_/image/${digest}/details?region=${region}`,
  );
});

test.each([
  ['eu-west-1', 'eu-west-1.console.aws.amazon.com', 'aws'],
  ['cn-north-1', 'cn-north-1.console.amazonaws.cn', 'aws-cn'],
  ['us-gov-west-1', 'us-gov-west-1.console.amazonaws-us-gov.com', 'aws-us-gov'],
])('the findings of an image in %s are in Inspector at %s', (region, host, partition) => {
  const told = toldOf('enhanced', { registry: aRegistry({ region }) });
  const arn = `arn:${partition}:ecr:${region}:111122223333:repository/payments/api/${told.image.digest}`;
  expect(inspectorPage(told)).toBe(
    `https://${host}/inspector/v2/home?region=${region}#/findings/container-image/${encodeURIComponent(arn)}`,
  );
});

test('whose an image is says its head, whatever is said of a scan that failed', () => {
  const { scans } = toldOf('basic').record;
  expect(inspectorPage(toldOf('enhanced', { scans }))).toContain('#/findings/container-image/');
  expect(inspectorPage(toldOf('enhanced', { heads: [] }))).toContain('#/findings/container-image/');
});

test('there is no page in Inspector of what basic scanning found, of what was deleted, of a drill, of what is not open', () => {
  const told = toldOf('enhanced');
  const deleted = { transitions: [{ kind: 'unobserved', issue: 0, cause: 'deleted' }] } as const;
  expect(inspectorPage(toldOf('basic'))).toBeNull();
  expect(inspectorPage(toldOf('enhanced', deleted))).toBeNull();
  expect(inspectorPage(toldOf('enhanced', { drill: true }))).toBeNull();
  expect(inspectorPage({ ...told, alert: anAlert({ issues: [] }) })).toBeNull();
});
