import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { policyFile } from '../../../functions/adapters/files/policy-file.ts';
import { aPolicy } from '../../support/builders.ts';

const folder = mkdtempSync(join(tmpdir(), 'policy-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (text: string): URL => {
  const path = join(folder, 'policy.json');
  writeFileSync(path, text);
  return pathToFileURL(path);
};

test('the policy is read as it was compiled', () => {
  expect(policyFile(fileOf(JSON.stringify(aPolicy())))).toEqual(aPolicy());
});

test.each([
  ['another format', JSON.stringify({ ...aPolicy(), format: 2 })],
  ['no hash', JSON.stringify({ ...aPolicy(), hash: undefined })],
  ['no object', 'null'],
  ['no JSON', '{"format": 1,'],
  ['nothing', ''],
])('a file with %s is an error with its path and the remedy', (_, text) => {
  expect(() => policyFile(fileOf(text))).toThrow(/policy\.json is no policy of format 1.*; run cdk deploy again/);
});

test('a file that is missing is an error with its path', () => {
  expect(() => policyFile(pathToFileURL(join(folder, 'none.json')))).toThrow('none.json');
});
