import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authority } from '../../../replay/iam/authority.ts';
import { policiesOf } from '../../../replay/iam/policies.ts';
import { requirementsOf } from '../../../replay/iam/requirements.ts';
import { synthesise } from '../../../replay/synthesise.ts';
import { readAssembly } from '../../../replay/template/assembly.ts';
import { resourcesOf } from '../../../replay/template/resources.ts';
import { wiringOf } from '../../../replay/template/wiring.ts';

const PLACE = { account: '111122223333', region: 'eu-west-1', endpoint: 'http://127.0.0.1:1' };
const POLICY = join(import.meta.dirname, '../../../examples/first-scan/tallyman.yaml');

let folder: string;
let mayAsSlack: (action: string, body: object) => boolean;
beforeAll(async () => {
  folder = await synthesise(POLICY);
  const assembly = readAssembly(folder);
  const resources = resourcesOf(assembly, PLACE);
  const wiring = wiringOf(resources, assembly);
  const iam = authority(policiesOf(resources, wiring), wiring.functions, PLACE);
  const [lambda] = wiring.functions.filter(({ name }) => name.includes('DeliverSlack'));
  const [table] = wiring.tables;
  if (lambda === undefined || table === undefined) throw new Error('the template has no deliver-slack or no table');
  const request = { method: 'POST', path: '/', headers: {}, body: Buffer.from('') };
  mayAsSlack = (action, body) =>
    requirementsOf(
      { lambda, service: 'dynamodb', action, body: { TableName: table.name, ...body }, request },
      wiring,
      PLACE,
      { isEnhanced: () => false },
    ).every((needed) => iam.functionMay(lambda, needed.action, needed.resource, needed.context));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

test('deliver-slack may find, begin and end threads, and read no other item of the table', () => {
  const [thread, lineage] = [{ pk: { S: 'THREAD#payments#payments/api' } }, { pk: { S: 'LINEAGE#payments/api' } }];
  expect([mayAsSlack('GetItem', { Key: thread }), mayAsSlack('GetItem', { Key: lineage })]).toEqual([true, false]);
  expect([mayAsSlack('PutItem', { Item: thread }), mayAsSlack('PutItem', { Item: lineage })]).toEqual([true, false]);
  expect([mayAsSlack('DeleteItem', { Key: thread }), mayAsSlack('DeleteItem', { Key: lineage })]).toEqual([
    true,
    false,
  ]);
});
