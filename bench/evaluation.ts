import { hash } from 'node:crypto';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { type DescribeImageScanFindingsResponse as Page, paginateDescribeImageScanFindings } from '@aws-sdk/client-ecr';
import { scanOf } from '../functions/adapters/ecr/scan.ts';
import { scanPage } from '../functions/adapters/ecr/scan-page.ts';
import { unlogged } from '../functions/adapters/ecr/unlogged.ts';
import { batches } from '../functions/adapters/security-hub/batches.ts';
import { NO_LABELS } from '../functions/core/domain/origin.ts';
import type { Policy } from '../functions/core/domain/policy.ts';
import type { EvaluationRecord } from '../functions/core/domain/record.ts';
import { asffFindings } from '../functions/core/messages/asff/findings.ts';
import type { AsffFinding } from '../functions/core/messages/asff/format.ts';
import { slackMessages } from '../functions/core/messages/slack/message.ts';
import { bodyOf, snsMessage } from '../functions/core/messages/sns/message.ts';
import type { Images } from '../functions/core/ports/registry.ts';
import { evaluateScan } from '../functions/evaluate-scan/evaluate-scan.ts';
import { fakeImages } from '../test/support/fake-images.ts';
import { fakeJournal } from '../test/support/fake-journal.ts';
import { fakeLineages } from '../test/support/fake-lineages.ts';
import { fakeMarkers } from '../test/support/fake-markers.ts';
import { fakeOutbox } from '../test/support/fake-outbox.ts';
import { fakeRoundUps } from '../test/support/fake-round-ups.ts';
import { fakeTagHistory } from '../test/support/fake-tag-history.ts';
import { DIGEST, REPOSITORY } from './answers.ts';
import { cannedEcr, cannedRecords } from './canned.ts';
import { cpuOf, meter } from './cpu.ts';
import { floorOf } from './floor.ts';

/** The stages of an evaluation, in order. */
export const STAGES = {
  findings: "ECR's findings become ours",
  decide: 'comparing, deciding, making the record',
  keep: 'the record as JSON, its SHA-256, handing it to S3',
  compress: 'gzip of the record, level 1',
  slack: 'the messages for Slack',
  sns: 'the message for SNS',
  securityHub: 'the findings for Security Hub, as JSON in batches',
} as const;
export type Stage = keyof typeof STAGES;

/** CPU of one evaluation in milliseconds. */
export interface Costs {
  /** `JSON.parse` of the same answers: what everything is measured by. */
  readonly parse: number;
  readonly stages: Readonly<Record<Stage, number>>;
  /** What the SDK takes to read the answers, its `JSON.parse` included. */
  readonly sdk: number;
  /** What each delivering function does before it writes anything: gunzip, SHA-256, `JSON.parse`. */
  readonly readRecord: number;
  /** What of it no code of ours takes: see `floorOf`. */
  readonly floor: number;
  /** Bytes of the record, compressed. */
  readonly recordBytes: number;
}

const EVENT = {
  kind: 'scanned',
  id: '85fc3613-e913-7fc4-a80c-a3753e4aa9ae',
  account: '111122223333',
  region: 'eu-west-1',
  repository: REPOSITORY,
  digest: DIGEST,
  counted: 1,
} as const;

/** The first evaluation of an image that has all these findings, told to every receiver of `policy`. */
export const evaluationCosts = async (answers: readonly string[], policy: Policy): Promise<Costs> => {
  const parse = await cpuOf(() => answers.map((answer): unknown => JSON.parse(answer)));
  const sdk = await cpuOf(() => pagesOf(answers));
  const store = cannedRecords();
  const findings = meter();
  const put = meter();
  const evaluate = evaluateScan({
    policy,
    images: imagesOf(sdk.result, findings.run),
    lineages: fakeLineages(),
    records: { ...store.records, put: (record) => put.run(() => store.records.put(record)) },
    outbox: fakeOutbox(),
    roundUps: fakeRoundUps(),
    markers: fakeMarkers(),
    sweeps: { read: async () => null },
    labels: { read: async () => NO_LABELS },
    tags: fakeTagHistory(),
    progressOf: async () => ({ kind: 'unclaimed' }),
    journal: fakeJournal(),
    now: () => new Date(),
    random: Math.random,
  });
  const whole = await cpuOf(() => evaluate(EVENT, 0));
  const recordKey = whole.result.kind === 'ended' ? whole.result.outcome.recordKey : undefined;
  if (recordKey === undefined) throw new Error(`evaluated to no record: ${JSON.stringify(whole.result)}`);
  const content = gunzipSync(store.kept());
  const compress = await cpuOf(() => gzipSync(content, { level: constants.Z_BEST_SPEED }));
  const read = await cpuOf(() => store.records.get(recordKey));
  const stages = {
    findings: findings.ms(),
    decide: whole.ms - findings.ms() - put.ms(),
    keep: put.ms() - compress.ms,
    compress: compress.ms,
    ...(await renderingCosts(read.result, recordKey, policy)),
  };
  const floor = await floorOf(read.result, findingsIn(read.result, recordKey, policy));
  return { parse: parse.ms, stages, sdk: sdk.ms, readRecord: read.ms, floor, recordBytes: store.kept().length };
};

/** What Security Hub is told. */
const findingsIn = (record: EvaluationRecord, recordKey: string, { receivers, unratedAs }: Policy): AsffFinding[] =>
  receivers
    .filter(({ channel }) => channel === 'security-hub')
    .flatMap(({ name: receiver }) => [...asffFindings({ record, recordKey, receiver, unratedAs, hash: sha256 })])
    .map(({ json }) => JSON.parse(json));

/** As the SDK gives them, before anything of ours. */
const pagesOf = async (answers: readonly string[]): Promise<readonly Page[]> => {
  const named = { repositoryName: REPOSITORY, imageId: { imageDigest: DIGEST } };
  const pages: Page[] = [];
  for await (const page of paginateDescribeImageScanFindings({ client: unlogged(cannedEcr(answers)) }, named))
    pages.push(page);
  return pages;
};

const imagesOf = (pages: readonly Page[], metered: ReturnType<typeof meter>['run']): Images => ({
  ...fakeImages(),
  describe: async ({ digest }) => {
    const manifest = { digest, tags: ['v1.4.2'], pushedAt: new Date().toISOString(), isIndex: false };
    return { kind: 'manifest', manifest };
  },
  scan: () => metered(async () => scanOf(pages.map((page) => scanPage(page, `${REPOSITORY}@${DIGEST}`)))),
});

/** What each channel writes, up to its SDK. */
const renderingCosts = async (record: EvaluationRecord, recordKey: string, { receivers, unratedAs }: Policy) => {
  const costs = { slack: 0, sns: 0, securityHub: 0 };
  for (const { name: receiver, channel } of receivers) {
    const toTell = { record, recordKey, receiver };
    if (channel === 'slack')
      costs.slack += (await cpuOf(() => JSON.stringify(slackMessages({ ...toTell, thread: true })))).ms;
    if (channel === 'sns') costs.sns += (await cpuOf(() => bodyOf(snsMessage(toTell)))).ms;
    if (channel === 'security-hub')
      costs.securityHub += (await cpuOf(() => count(batches(asffFindings({ ...toTell, unratedAs, hash: sha256 }))))).ms;
  }
  return costs;
};

const sha256 = (text: string): string => hash('sha256', text);

/** How many there are; each is let go, as the channel does. */
const count = (all: IteratorObject<unknown>): number => all.reduce((before: number) => before + 1, 0);
