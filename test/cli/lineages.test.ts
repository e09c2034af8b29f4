import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { lineagesCommand } from '../../cli/lineages.ts';
import { dynamodbLineages } from '../../functions/adapters/dynamodb/lineages.ts';
import { aDigest, aHead, aLineageItem } from '../support/builders.ts';
import { type Deployment, POLICY, startDeployment } from '../support/deployed/deployment.ts';
import { run } from '../support/deployed/run.ts';
import { anImageDetail, anIndex, anIndexDetail } from '../support/ecr-answer.ts';

const REPOSITORY = 'payments/api';

let deployment: Deployment;
beforeAll(async () => {
  deployment = await startDeployment();
  const { ecr, registry, dynalite, idOf } = deployment;
  registry.repositories = [{ repositoryName: REPOSITORY }, { repositoryName: 'payments/new' }];
  const pushed = (digit: string, tags: readonly string[]) => ({
    repository: REPOSITORY,
    digest: aDigest(digit),
    tags,
    pushedAt: `2026-11-1${digit}T08:00:00.000Z`,
  });
  const index = { ...pushed('1', ['v1.4.3']), digest: aDigest('e') };
  ecr.mergeImages([
    anIndexDetail(index),
    ...['5', '4', '3', '2'].map((digit) => anImageDetail(pushed(digit, [`pr-${digit}`]))),
    anImageDetail({ ...pushed('9', ['base']), repository: 'unwatched/base' }),
  ]);
  const lists = anIndex([
    { digest: aDigest('b'), platform: 'linux/amd64', isImage: true },
    { digest: aDigest('c'), platform: 'linux/arm64', isImage: true },
    { digest: aDigest('d'), isImage: false },
  ]);
  ecr.setManifest(index.digest, JSON.stringify(lists));
  const heads = ['b', 'c'].map((digit, at) =>
    aHead({ digest: aDigest(digit), image: index.digest, platform: ['linux/amd64', 'linux/arm64'][at] ?? null }),
  );
  await dynamodbLineages(dynalite.client, idOf('Table')).commit(aLineageItem({ heads, pending: [] }));
});
afterAll(() => deployment.stop());
afterEach(() => deployment.denied.clear());

const NOW = new Date('2026-11-21T08:00:00.000Z');
const lineages = (...args: readonly string[]) =>
  run(
    lineagesCommand(() => NOW),
    '--policy',
    POLICY,
    ...args,
  );

describe('the lineages of a repository', () => {
  test('are printed line by line, and say what is live', async () => {
    const { out, err, exitCode } = await lineages(REPOSITORY);
    expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
    await expect(out).toMatchFileSnapshot('golden/lineages.txt');
  });

  test('are there as JSON', async () => {
    const { out } = await lineages(REPOSITORY, '--json');
    expect(JSON.parse(out)).toMatchObject({
      repository: REPOSITORY,
      tagged: 5,
      lineages: [
        {
          lineage: REPOSITORY,
          lines: [
            { line: 'pr-*', count: 4, shown: [{}, {}, {}] },
            { line: 'v*.*.*', shown: [{ platforms: ['linux/amd64', 'linux/arm64'], live: [{}, {}] }] },
          ],
        },
      ],
    });
  });

  test('show where nothing was evaluated, and why nothing will be', async () => {
    const { out, exitCode } = await lineages('unwatched/base');
    expect(exitCode).toBe(0);
    expect(out).toContain(`\nnothing of unwatched/base is evaluated: watch of ${POLICY} leaves it out\n`);
    expect(out).toContain('lineage unwatched/base: nothing was evaluated yet\n  base (none is live)\n');
  });

  test('of one without an image are empty', async () => {
    const { out, exitCode } = await lineages('payments/new');
    expect({ out, exitCode }).toMatchObject({ out: expect.stringContaining('  no image is in it\n'), exitCode: 0 });
  });

  test('of one that is not there are refused, and it is said what was meant', async () => {
    expect(await lineages('payments/apy')).toEqual({
      out: '',
      err: 'there is no repository payments/apy in 111122223333 eu-west-1: did you mean payments/api?\n',
      exitCode: 1,
    });
  });

  test('that nobody may look at are refused, with the action', async () => {
    deployment.denied.add('DescribeImages');
    expect(await lineages(REPOSITORY)).toEqual({
      out: '',
      err: 'these credentials may not do it: not authorized to perform: DescribeImages\n',
      exitCode: 1,
    });
  });
});
