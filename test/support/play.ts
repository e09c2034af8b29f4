import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReplayOptions, replay } from '../../replay/replay.ts';
import type { ReplayResult } from '../../replay/result.ts';

type Json = object;

/** A step of a scenario, with what its files hold in place of their paths. */
export interface PlayStep {
  readonly at?: string;
  readonly event?: readonly Json[];
  readonly scan?: readonly Json[] | { readonly error: string };
  readonly images?: Json;
  readonly registry?: Json;
  /** By digest. */
  readonly manifests?: Readonly<Record<string, Json>>;
  readonly slack?: Json;
  readonly sns?: Json;
  readonly 'security-hub'?: Json;
}

/** Plays steps on an assembly that was synthesised before. */
export const play = async (
  assembly: string,
  steps: readonly PlayStep[],
  options: ReplayOptions = {},
): Promise<ReplayResult> => {
  const folder = mkdtempSync(join(tmpdir(), 'play-'));
  let files = 0;
  const file = (content: Json): string => {
    files += 1;
    const name = join(folder, `${files}.json`);
    writeFileSync(name, JSON.stringify(content));
    return name;
  };
  try {
    const written = steps.map(({ event, scan, images, manifests, ...rest }) => ({
      ...rest,
      ...(event && { event: event.map(file) }),
      ...(scan && { scan: isPages(scan) ? scan.map(file) : scan }),
      ...(images && { images: 'deleted' in images ? images : file(images) }),
      ...(manifests && {
        manifests: Object.fromEntries(Object.entries(manifests).map(([digest, each]) => [digest, file(each)])),
      }),
    }));
    // YAML is a superset of JSON.
    const scenario = join(folder, 'scenario.yaml');
    writeFileSync(scenario, JSON.stringify({ steps: written }));
    return await replay(scenario, { assembly, ...options });
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const isPages = (scan: NonNullable<PlayStep['scan']>): scan is readonly Json[] => Array.isArray(scan);

/** An event of a scan of `payments/api`, as EventBridge delivers it. */
export const aScanEvent = (detail: Json = {}, id = '5e3ad8f0-7c14-4b0e-9d52-8a61f0c7b2e1') => ({
  version: '0',
  id,
  'detail-type': 'ECR Image Scan',
  source: 'aws.ecr',
  account: '111122223333',
  time: '2026-11-21T08:00:00Z',
  region: 'eu-west-1',
  resources: ['arn:aws:ecr:eu-west-1:111122223333:repository/payments/api'],
  detail: {
    'scan-status': 'COMPLETE',
    'repository-name': 'payments/api',
    'finding-severity-counts': { CRITICAL: 1 },
    'image-digest': 'sha256:9f2c1e7ab04d5c33',
    'image-tags': ['v1.4.2'],
    ...detail,
  },
});

/** An event of a push to `payments/api`. */
export const aPushEvent = (detail: Json = {}, id = '13cde686-328b-6117-af20-0e5566167482') => ({
  ...aScanEvent({}, id),
  'detail-type': 'ECR Image Action',
  resources: [],
  detail: {
    result: 'SUCCESS',
    'action-type': 'PUSH',
    'repository-name': 'payments/api',
    'image-digest': 'sha256:9f2c1e7ab04d5c33',
    'image-tag': 'v1.4.2',
    ...detail,
  },
});

/** A basic finding as ECR lists it. */
export const aListedFinding = (name = 'CVE-2026-1234', severity = 'CRITICAL', packageName = 'openssl') => ({
  name,
  severity,
  uri: `https://security-tracker.debian.org/tracker/${name} `,
  attributes: [
    { key: 'package_version', value: '3.0.11' },
    { key: 'package_name', value: packageName },
    { key: 'CVSS3_SCORE', value: '9.8' },
  ],
});

/** A page of DescribeImageScanFindings; for the image that the event names. */
export const aScanPage = (findings: readonly Json[], rest: Json = {}) => ({
  imageScanStatus: { status: 'COMPLETE', description: 'The scan was completed successfully.' },
  imageScanFindings: { imageScanCompletedAt: 1795248000, findings },
  ...rest,
});

/** The headers of what Slack accepted, step by step. */
export const headlines = ({ steps }: ReplayResult): readonly (readonly string[])[] =>
  steps.map(({ slack }) => slack.map(({ receiver, payload }) => `${receiver}: ${headlineOf(payload)}`));

/** The subjects of what SNS accepted, step by step. */
export const subjects = ({ steps }: ReplayResult): readonly (readonly string[])[] =>
  steps.map(({ sns }) => sns.map(({ receiver, subject }) => `${receiver}: ${subject}`));

/** The titles of what Security Hub took, step by step, in order. */
export const titles = ({ steps }: ReplayResult): readonly (readonly unknown[])[] =>
  steps.map(({ securityHub }) => securityHub.findings.map(({ Title }) => Title).sort());

const headlineOf = ({ blocks }: Readonly<Record<string, unknown>>): string => {
  const [first] = blocks as readonly { readonly text: { readonly text: string } }[];
  return first?.text.text ?? '';
};
