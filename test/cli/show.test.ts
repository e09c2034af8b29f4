import { afterAll, beforeAll, expect, test } from 'vitest';
import { showCommand } from '../../cli/show.ts';
import { s3Records } from '../../functions/adapters/s3/records.ts';
import { type Deployment, startDeployment } from '../support/deployed/deployment.ts';
import { run } from '../support/deployed/run.ts';
import { aChangeRecord } from './kept-records.ts';

let deployment: Deployment;
let recordKey: string;
beforeAll(async () => {
  deployment = await startDeployment();
  recordKey = await s3Records(deployment.fauxqs.s3, deployment.idOf('Records')).put(aChangeRecord());
});
afterAll(() => deployment.stop());

const show = (...args: readonly string[]) =>
  run(
    showCommand(() => new Date('2026-11-23T08:00:00.000Z')),
    ...args,
  );

test('a record is shown by the id that alerts print', async () => {
  const { out, err, exitCode } = await show(recordKey.slice('records/'.length).slice(0, 12));
  expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
  expect(out).toContain(`record    ${recordKey}\n`);
  expect(out).toContain('\nalert to payments\n');
  expect(out).toContain('delivery  not yet delivered\n');
});

test('as JSON it is as it was stored', async () => {
  const { out } = await show(recordKey, '--json');
  expect(JSON.parse(out)).toEqual(aChangeRecord());
});

test.each([
  ['ffffffffffff', /^there is no record ffffffffffff: copy it anew/],
  ['payments/api', /^payments\/api is no id of a record: copy it from an alert/],
])('%s is no record', async (text, says) => {
  expect(await show(text)).toEqual({ out: '', err: expect.stringMatching(says), exitCode: 1 });
});
