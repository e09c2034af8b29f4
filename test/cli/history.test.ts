import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { historyCommand } from '../../cli/history.ts';
import { dynamodbClaims } from '../../functions/adapters/dynamodb/claims.ts';
import { dynamodbLineages } from '../../functions/adapters/dynamodb/lineages.ts';
import { s3Records } from '../../functions/adapters/s3/records.ts';
import type { EvaluationRecord } from '../../functions/core/domain/record.ts';
import { aLineageItem, anAlert, aRecord } from '../support/builders.ts';
import { type Deployment, POLICY, startDeployment } from '../support/deployed/deployment.ts';
import { run } from '../support/deployed/run.ts';

let deployment: Deployment;
const keys: string[] = [];
beforeAll(async () => {
  deployment = await startDeployment();
  await keep('payments/api', aRecord({ alerts: [anAlert(), anAlert({ receiver: 'pager' })] }), 3);
});
afterAll(() => deployment.stop());
afterEach(() => deployment.denied.clear());

/** Keeps so many records of a lineage, one a day. */
const keep = async (lineage: string, record: EvaluationRecord, count: number): Promise<void> => {
  const { fauxqs, dynalite, idOf } = deployment;
  const records = s3Records(fauxqs.s3, idOf('Records'));
  const lineages = dynamodbLineages(dynalite.client, idOf('Table'));
  for (let version = 1; version <= count; version += 1) {
    const at = new Date(Date.UTC(2026, 10, 20 + version, 8)).toISOString();
    keys.push(await records.put({ ...record, lineage, version, at, previous: keys.at(-1) ?? null }));
    await lineages.commit(aLineageItem({ lineage, version, recordKey: keys.at(-1) ?? null, pending: [] }));
  }
};

const NOW = new Date('2026-11-24T08:00:00.000Z');
const history = (...args: readonly string[]) =>
  run(
    historyCommand(() => NOW),
    '--policy',
    POLICY,
    ...args,
  );

/** Of each record, the end of its key and what became of its alerts. */
const toldIn = (out: string) => {
  const {
    records,
    older,
  }: { records: { recordKey: string; told: { delivery: { kind: string } }[] }[]; older: number } = JSON.parse(out);
  return { keys: records.map(({ recordKey }) => recordKey), older, told: records.map(({ told }) => told) };
};

describe('a history', () => {
  test('is printed, newest first, with what became of each alert', async () => {
    const claims = dynamodbClaims(deployment.dynalite.client, deployment.idOf('Table'));
    const [at, leaseUntil] = ['2026-11-23T08:00:01.000Z', '2026-11-23T08:01:00.000Z'];
    await claims.claim(`${keys[2]}#payments`, at, leaseUntil);
    await claims.delivered(`${keys[2]}#payments`, [null], at);
    await claims.claim(`${keys[2]}#pager`, at, leaseUntil);
    const reason = 'SNS answered NotFound';
    await claims.release(`${keys[2]}#pager`, { kind: 'refused', reason, remedy: 'deploy the stack' });
    const { out, err, exitCode } = await history('payments/api');
    expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
    expect(out.match(/^2026-11-\d\d/gm)).toEqual(['2026-11-23', '2026-11-22', '2026-11-21']);
    const [newest = '', ...older] = out.split(/\n(?=2026-)/).slice(1);
    expect(newest).toContain('delivered 2026-11-23 08:00\n');
    expect(newest).toMatch(/refused: SNS answered NotFound\n +→ deploy the stack\n/);
    expect(older.join('').match(/not yet delivered/g)).toHaveLength(4);
  });

  test('as JSON names each record', async () => {
    const { out } = await history('payments/api', '--json');
    expect(toldIn(out)).toMatchObject({ keys: keys.toReversed(), older: 0 });
  });

  test('goes no further back than it is asked to', async () => {
    expect(toldIn((await history('payments/api', '--json', '--limit', '1')).out)).toMatchObject({
      keys: keys.slice(2),
      older: 2,
    });
    expect(toldIn((await history('payments/api', '--json', '--since', '2d')).out)).toMatchObject({
      keys: keys.slice(1).toReversed(),
      older: 1,
    });
  });
});

test('of a repository whose scans found nothing is empty', async () => {
  const { dynalite, idOf } = deployment;
  const item = aLineageItem({ lineage: 'payments/clean', recordKey: null, pending: [] });
  await dynamodbLineages(dynalite.client, idOf('Table')).commit(item);
  const { out, exitCode } = await history('payments/clean');
  expect({ out, exitCode }).toMatchObject({
    out: expect.stringMatching(/\nno record yet: no scan of it found anything\n$/),
    exitCode: 0,
  });
});

describe('cannot run', () => {
  const cannotRun = async (...args: readonly string[]) => {
    const { out, err, exitCode } = await history(...args);
    expect({ out, exitCode }).toEqual({ out: '', exitCode: 1 });
    expect(err.trimEnd()).not.toContain('\n');
    return err;
  };

  test('for a repository that is not there, and says what was meant', async () => {
    deployment.registry.repositories = [{ repositoryName: 'payments/worker' }, { repositoryName: 'payments/api' }];
    expect(await cannotRun('payments/apu')).toBe(
      'there is no repository payments/apu in 111122223333 eu-west-1: did you mean payments/api?\n',
    );
    expect(await cannotRun('nothing-like-it')).toMatch(/: look which there are, and set AWS_REGION\n$/);
  });

  test('for one of which nothing was evaluated, and says why', async () => {
    deployment.registry.repositories = [{ repositoryName: 'payments/new' }, { repositoryName: 'other' }];
    expect(await cannotRun('payments/new')).toMatch(/^nothing of payments\/new was evaluated yet: push an image; /);
    expect(await cannotRun('other')).toBe(`nothing of other is evaluated: watch of ${POLICY} leaves it out\n`);
    deployment.denied.add('DescribeRepositories');
    expect(await cannotRun('payments/new')).toMatch(/^nothing of payments\/new was evaluated yet/);
  });

  test.each([
    'payments/api:v1.4.2',
    `payments/api@sha256:${'a'.repeat(64)}`,
    '111122223333.dkr.ecr.eu-west-1.amazonaws.com/payments/api:v1.4.2',
  ])('for the image %s', async (image) => {
    expect(await cannotRun(image)).toBe(`${image} is no repository: write payments/api\n`);
  });

  test('where a record of the chain is gone', async () => {
    const { dynalite, idOf } = deployment;
    const recordKey = `records/${'0'.repeat(26)}.json.gz`;
    const item = aLineageItem({ lineage: 'payments/broken', recordKey, pending: [] });
    await dynamodbLineages(dynalite.client, idOf('Table')).commit(item);
    expect(await cannotRun('payments/broken')).toMatch(new RegExp(`^record ${recordKey} cannot be read, look for it`));
  });

  test.each([
    ['--since', 'yesterday', 'write a number of days'],
    ['--limit', '0', 'write a number of records'],
  ])('with %s %s', async (option, value, says) => {
    const { err, exitCode } = await history('payments/api', option, value);
    expect({ err, exitCode }).toEqual({ err: expect.stringContaining(says), exitCode: 1 });
  });
});
