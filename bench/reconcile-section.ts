import { DescribeImagesCommand, StartImageScanCommand } from '@aws-sdk/client-ecr';
import { ecrImages } from '../functions/adapters/ecr/images.ts';
import { paced } from '../functions/adapters/ecr/paced.ts';
import { ecrRepositories } from '../functions/adapters/ecr/repositories.ts';
import { unlogged } from '../functions/adapters/ecr/unlogged.ts';
import type { Policy } from '../functions/core/domain/policy.ts';
import type { LineageItem } from '../functions/core/ports/lineages.ts';
import { reconcile } from '../functions/reconcile/reconcile.ts';
import { aHead, aLineageItem } from '../test/support/builders.ts';
import { fakeLineages } from '../test/support/fake-lineages.ts';
import { fakeSweeps } from '../test/support/fake-sweeps.ts';
import { actingEcr } from './canned.ts';
import { cpuOf } from './cpu.ts';
import { atMost } from './figure.ts';
import { median } from './median.ts';
import { table } from './page.ts';
import type { Section } from './section.ts';

const REPOSITORIES = 300;
const IMAGES = 200;
/** Every tenth repository has images of two platforms. */
const PLATFORMS = { every: 10, digests: ['1', '2'] };
const REQUESTS_PER_SECOND = 20;
const ROUNDS = { warm: 3, measured: 9 };
const MEGABYTE = 1024 * 1024;

/** What a day's sweep over a registry takes: requests, the time that they are spread over, CPU ÷ that of the SDK, memory. */
export const reconcileSection = async (policy: Policy): Promise<Section> => {
  const { calls, seconds, peakBytes } = await swept(policy, true);
  const started = calls.get('ecr:StartImageScan') ?? 0;
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS.warm + ROUNDS.measured; round += 1) {
    const bare = await cpuOf(() => asked(started));
    const { ms } = await cpuOf(() => swept(policy, false));
    if (round >= ROUNDS.warm) ratios.push(ms / bare.ms);
  }
  const ratio = median(ratios);
  const requests = [...calls]
    .filter(([action]) => action.startsWith('ecr:'))
    .reduce((sum, [, count]) => sum + count, 0);
  const megabytes = peakBytes / MEGABYTE;
  return {
    figures: [
      atMost(
        'requests to ECR of a sweep of 300 repositories × 200 images, without scans started, ÷ repositories',
        1.1,
        (requests - started) / REPOSITORIES,
      ),
      atMost('time of that sweep', 60, seconds, ' s'),
      atMost('CPU of that sweep ÷ the same requests of the SDK alone', 1.5, ratio),
      atMost('memory that it holds at most, beside what it begins with', 16, megabytes, ' MB'),
    ],
    tables: {
      reconciling: table(
        ['a sweep of 300 repositories × 200 images', 'measured'],
        [
          ...[...calls].map(([action, count]) => [`\`${action}\``, count.toLocaleString('en')]),
          ['time, at 20 requests to ECR a second', `${seconds.toFixed(0)} s`],
          ['CPU ÷ the same requests of the SDK alone', ratio.toFixed(2)],
          ['memory held at most, beside what it begins with', `${megabytes.toFixed(1)} MB`],
        ],
      ),
    },
  };
};

const digestOf = (n: number): string => `sha256:${String(n).padStart(64, '0')}`;
const NAMES = Array.from({ length: REPOSITORIES }, (_, n) => `team-${n % 30}/service-${n}`);
const REGISTRY = { account: '111122223333', region: 'eu-west-1' };

/** The last is `prod` besides, the one before it has the newest version. */
const LISTING = JSON.stringify({
  imageDetails: Array.from({ length: IMAGES }, (_, n) => ({
    registryId: REGISTRY.account,
    repositoryName: 'team/service',
    imageDigest: digestOf(n),
    imageTags: n === IMAGES - 1 ? ['prod'] : [`v1.4.${n}`],
    imageSizeInBytes: 31_337_000 + n,
    imagePushedAt: 1_795_000_000 + n,
    imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactMediaType: 'application/vnd.oci.image.config.v1+json',
    lastRecordedPullTime: 1_795_100_000 + n,
    imageStatus: 'ACTIVE',
  })),
});

const ANSWERS: Readonly<Record<string, string>> = {
  DescribeImages: LISTING,
  DescribeRepositories: JSON.stringify({
    repositories: NAMES.map((repositoryName) => ({
      repositoryName,
      registryId: REGISTRY.account,
      repositoryArn: `arn:aws:ecr:${REGISTRY.region}:${REGISTRY.account}:repository/${repositoryName}`,
    })),
  }),
  GetRegistryScanningConfiguration: JSON.stringify({ scanningConfiguration: { scanType: 'BASIC', rules: [] } }),
  BatchGetRepositoryScanningConfiguration: JSON.stringify({
    scanningConfigurations: NAMES.map((repositoryName) => ({
      repositoryName,
      scanOnPush: true,
      scanFrequency: 'SCAN_ON_PUSH',
    })),
  }),
  StartImageScan: JSON.stringify({ imageScanStatus: { status: 'IN_PROGRESS' } }),
};

/** Two lines, each with the head that it should have. */
const itemOf = (repository: string, n: number): LineageItem => {
  const images = [digestOf(IMAGES - 2), digestOf(IMAGES - 1)];
  const parts = (image: string) =>
    n % PLATFORMS.every === 0 ? PLATFORMS.digests.map((digit) => image.replace(':0', `:${digit}`)) : [image];
  return aLineageItem({
    lineage: repository,
    repository,
    registry: REGISTRY,
    heads: images.flatMap((image) => parts(image).map((digest) => aHead({ image, digest }))),
    pending: [],
    dueAt: '2027-05-20T00:00:00.000Z',
  });
};

/** The listings and the scans, by a client of the SDK, and nothing made of them. */
const asked = async (scans: number): Promise<void> => {
  const ecr = actingEcr((action) => ANSWERS[action] ?? '{}');
  for (const repositoryName of NAMES)
    await ecr.send(new DescribeImagesCommand({ repositoryName, filter: { tagStatus: 'TAGGED' } }));
  for (let scan = 0; scan < scans; scan += 1)
    await ecr.send(
      new StartImageScanCommand({ repositoryName: 'team/service', imageId: { imageDigest: digestOf(0) } }),
    );
};

interface Measured {
  readonly calls: ReadonlyMap<string, number>;
  readonly seconds: number;
  readonly peakBytes: number;
}

/** @param isWeighed - the heap is swept up and weighed now and then: that takes CPU */
const swept = async (policy: Policy, isWeighed: boolean): Promise<Measured> => {
  const calls = new Map<string, number>();
  const count = (action: string, times = 1) => void calls.set(action, (calls.get(action) ?? 0) + times);
  const counted =
    <A extends unknown[], R>(action: string, call: (...args: A) => R) =>
    (...args: A): R => {
      count(action);
      return call(...args);
    };
  const lineages = fakeLineages(...NAMES.map(itemOf));
  const [sweeps, scale] = [fakeSweeps(), weighing(isWeighed)];
  let nowMs = 0;
  const wait = async (ms: number) => {
    nowMs += ms;
  };
  const ecr = actingEcr((action) => {
    count(`ecr:${action}`);
    scale.weigh();
    return ANSWERS[action] ?? '{}';
  });
  const slow = paced(unlogged(ecr), REQUESTS_PER_SECOND, { nowMs: () => nowMs, wait });
  await sweeps.save({ version: 1, startedAt: DAY_BEFORE, endedAt: DAY_BEFORE, after: null, first: true });
  const run = await reconcile({
    policy: { ...policy, rescan: true },
    repositories: ecrRepositories(slow),
    images: ecrImages(slow),
    lineages: {
      read: counted('dynamodb:GetItem', lineages.read),
      due: counted('dynamodb:Query', lineages.due),
    },
    sweeps: { read: counted('dynamodb:GetItem', sweeps.read), save: counted('dynamodb:PutItem', sweeps.save) },
    nudges: { send: async (nudges) => count('sqs:SendMessageBatch', Math.ceil(nudges.length / 10)) },
    journal: { outcome: () => {}, trouble: () => {}, note: () => {} },
    now: () => new Date(TODAY),
    timeLeftMs: () => 840_000 - nowMs,
  });
  if (run?.isOver !== true || run.images !== 2 * REPOSITORIES)
    throw new Error(`the sweep came by ${run?.images} images; the registry has ${2 * REPOSITORIES} live ones`);
  return { calls, seconds: nowMs / 1000, peakBytes: scale.peakBytes() };
};

const DAY_BEFORE = '2026-11-20T06:00:00.000Z';
const TODAY = '2026-11-21T06:00:00.000Z';
const WEIGHED_EVERY = 50;

/** The most that the heap holds, beside what it did when weighing began. */
const weighing = (isWeighed: boolean) => {
  const held = () => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const before = isWeighed ? held() : 0;
  let [times, peak] = [0, 0];
  return {
    weigh: () => {
      times += 1;
      if (isWeighed && times % WEIGHED_EVERY === 0) peak = Math.max(peak, held() - before);
    },
    peakBytes: () => peak,
  };
};
