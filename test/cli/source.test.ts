import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sourceCommand } from '../../cli/source.ts';
import { dynamodbLineages } from '../../functions/adapters/dynamodb/lineages.ts';
import { dynamodbTagHistory } from '../../functions/adapters/dynamodb/tag-history.ts';
import { s3Records } from '../../functions/adapters/s3/records.ts';
import { aDigest, aLedger, aLineageItem, anImage, anIssue, anOccurrence, aRecord } from '../support/builders.ts';
import { type Deployment, POLICY, startDeployment } from '../support/deployed/deployment.ts';
import { run } from '../support/deployed/run.ts';
import { anImageDetail } from '../support/ecr-answer.ts';
import { ORIGIN } from './kept-records.ts';

const REPOSITORY = 'payments/api';
const [FIRST, SECOND, THIRD] = [aDigest('a'), aDigest('b'), aDigest('c')];
const march = (day: number, hour = 9): string => new Date(Date.UTC(2026, 2, day, hour)).toISOString();
const pushed = (digest: string, tags: readonly string[], pushedAt: string) => ({
  repository: REPOSITORY,
  digest,
  tags,
  pushedAt,
});

let deployment: Deployment;
beforeAll(async () => {
  deployment = await startDeployment();
  const { ecr, registry, dynalite, fauxqs, idOf } = deployment;
  registry.repositories = [{ repositoryName: REPOSITORY }, { repositoryName: 'other' }];
  // `latest` moved twice; the first image is deleted since.
  ecr.mergeImages([
    anImageDetail(pushed(SECOND, ['9f8e7d6'], march(3))),
    anImageDetail(pushed(THIRD, ['latest'], march(5))),
    anImageDetail({ ...pushed(aDigest('9'), ['v1.0.0'], march(1)), repository: 'other' }),
  ]);
  const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: aDigest('f'), size: 200 };
  ecr.setManifest(THIRD, JSON.stringify({ schemaVersion: 2, config, layers: [] }));
  const Labels = {
    'org.opencontainers.image.source': 'https://github.com/acme/api',
    'org.opencontainers.image.revision': 'c0ffee1',
  };
  ecr.setManifest(config.digest, JSON.stringify({ config: { Labels } }));

  const history = dynamodbTagHistory(dynalite.client, idOf('Table'), 400);
  const days = [
    [FIRST, 1],
    [SECOND, 3],
    [THIRD, 5],
  ] as const;
  for (const [digest, day] of days) await history.keep(REPOSITORY, 'latest', { digest, at: march(day) });

  const records = s3Records(fauxqs.s3, idOf('Records'));
  let previous: string | null = null;
  for (const [n, [digest, day]] of days.entries()) {
    const issues = ['CVE-2026-1', 'CVE-2026-2', 'CVE-2026-3'].slice(0, n + 1).map((vulnerability) =>
      anIssue({
        vulnerability,
        occurrences: [anOccurrence({ digest })],
        told: { payments: { at: march(day), rank: 4 } },
      }),
    );
    const image = anImage({ ...pushed(digest, ['latest'], march(day)) });
    const origin = digest === SECOND ? ORIGIN : null;
    const record = aRecord({ image, origin, previous, version: n + 1, at: march(day), ledger: aLedger({ issues }) });
    previous = await records.put(record);
    const item = aLineageItem({ recordKey: previous, version: n + 1, heads: record.heads, pending: [] });
    await dynamodbLineages(dynalite.client, idOf('Table')).commit(item);
  }
});
afterAll(() => deployment.stop());
afterEach(() => deployment.denied.clear());

const NOW = new Date(march(10));
const download = async (url: Parameters<typeof fetch>[0]): Promise<Response> => {
  const { body, status } = deployment.ecr.download(new URL(String(url)).pathname);
  return new Response(String(body), { status });
};
const source = (...args: readonly string[]) =>
  run(
    sourceCommand(() => NOW, download),
    '--policy',
    POLICY,
    ...args,
  );
const found = async (...args: readonly string[]) => {
  const { out, err, exitCode } = await source(...args, '--json');
  expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
  return JSON.parse(out);
};

describe('an incident', () => {
  test('of an image whose tag has moved since ends in its commit, and in what was known', async () => {
    const { out, err, exitCode } = await source('payments/api:latest', '--at', '2026-03-03T14:00Z');
    expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
    await expect(out.replace(/record [0-9a-f]{12}/, 'record 0123456789ab')).toMatchFileSnapshot('golden/source.txt');
  });

  test('of an image that is deleted since has what records have', async () => {
    expect(await found('payments/api:latest', '--at', '2026-03-02')).toMatchObject({
      digest: FIRST,
      tagged: { meaning: { since: march(1), until: march(3) } },
      pushedAt: march(1),
      tagsNow: null,
      origin: null,
      whyNoCommit: 'no record says, and ECR has the image no more',
      knowledge: [{ known: { open: [{ vulnerability: 'CVE-2026-1' }] } }],
    });
  });

  test('of now asks the image itself', async () => {
    expect(await found('payments/api:latest')).toMatchObject({
      digest: THIRD,
      at: NOW.toISOString(),
      tagged: { meaning: { since: march(5), until: null } },
      origin: { revision: 'c0ffee1', url: 'https://github.com/acme/api/commit/c0ffee1' },
      knowledge: [{ known: { open: [{}, {}, {}], told: [{ receiver: 'payments', issues: 3, last: march(5) }] } }],
    });
  });

  test.each([[`payments/api@${SECOND}`], ['payments/api', SECOND]])('is found by its digest: %s', async (...image) => {
    expect(await found(...image)).toMatchObject({
      digest: SECOND,
      tagged: null,
      origin: ORIGIN,
      tagsNow: ['9f8e7d6'],
      knowledge: [{ known: { isOver: true, open: [{}, {}] } }],
    });
  });

  test('of a tag that never moved has what ECR says now', async () => {
    expect(await found('payments/api:9f8e7d6', '--at', '2026-03-04')).toMatchObject({
      digest: SECOND,
      tagged: { meaning: { since: null, until: null } },
      origin: ORIGIN,
    });
  });

  test('in a repository that nothing is evaluated of says so', async () => {
    const { out, exitCode } = await source('other:v1.0.0');
    expect(exitCode).toBe(0);
    expect(out).toContain(`\nnothing of other is evaluated: watch of ${POLICY} leaves it out\n`);
    expect(out).toContain('nobody knows: nothing of the repository was evaluated yet');
  });

  test('is told as far as credentials allow', async () => {
    deployment.denied.add('BatchGetImage');
    expect((await found('payments/api:latest')).whyNoCommit).toBe(
      'its labels cannot be read: these credentials may not do it: not authorized to perform: BatchGetImage',
    );
  });
});

describe('cannot run', () => {
  test.each([
    [['payments/api'], /^payments\/api names no image: write payments\/api:TAG/],
    [
      ['payments/apy:latest'],
      /^there is no repository payments\/apy in 111122223333 eu-west-1: did you mean payments\/api\?/,
    ],
    [['payments/api:nope'], /^there is no image payments\/api:nope now: tallyman lineages shows those that there are$/],
    [
      ['payments/api:latest', '--at', '2026-02-01'],
      /: the earliest that is known is sha256:aaaaaaaaaaaa from 2026-03-01 09:00 on$/,
    ],
    [[`payments/api@${aDigest('0')}`], /^neither ECR nor a record has payments\/api@sha256:0+$/],
    [['payments/api:latest', '--at', 'noon'], /write a number of days/],
    [['payments/api:latest', '--at', '2026-03-11'], /yet to come/],
  ])('%j', async (args, says) => {
    const { out, err, exitCode } = await source(...args);
    expect({ out, exitCode }).toEqual({ out: '', exitCode: 1 });
    expect(err.trimEnd()).toMatch(says);
    expect(err.trimEnd()).not.toContain('\n');
  });

  test('where nobody may look at images', async () => {
    deployment.denied.add('DescribeImages');
    expect((await source('payments/api:latest')).err).toBe(
      'these credentials may not do it: not authorized to perform: DescribeImages\n',
    );
  });
});
