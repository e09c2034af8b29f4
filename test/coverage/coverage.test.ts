import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SCAN_STATUSES } from '../../functions/core/domain/scan-status.ts';
import { anApp, aPolicyFile, ofType, templates } from '../infra/templates.ts';
import { EVENTS } from './events.ts';
import { CALLS } from './exceptions.ts';
import { coveragePage } from './page.ts';
import { rowOf } from './row.ts';
import { STATUSES } from './statuses.ts';
import { TOPICS } from './topics.ts';
import { type Report, unproven } from './unproven.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('there is a row for', () => {
  test.each(Object.entries(SCAN_STATUSES))('the status %s by each engine that says it', (status, { engines }) => {
    expect(STATUSES.filter((row) => row.status === status).map(({ engine }) => engine)).toEqual(
      expect.arrayContaining([...engines]),
    );
  });

  test('each event that a rule takes', () => {
    const { TallymanAlerts: alerts = {} } = templates(anApp(aPolicyFile()));
    const taken = ofType<{ EventPattern?: { 'detail-type': readonly string[] } }>(alerts, 'AWS::Events::Rule').flatMap(
      ({ Properties: { EventPattern } }) => EventPattern?.['detail-type'] ?? [],
    );
    expect(taken).not.toEqual([]);
    for (const type of taken) expect(EVENTS.map(({ event }) => event)).toContainEqual(expect.stringContaining(type));
  });

  /** Labels are no part of a scan. */
  const adapters = globSync('functions/adapters/ecr/*.ts', { cwd: ROOT, exclude: ['**/labels.ts'] }).map(read);
  const calls = new Set(
    adapters.flatMap((source) =>
      [...source.matchAll(/new (\w+)Command\(|\bpaginate(\w+)\(/g)].map(([, a, b]) => a ?? b ?? ''),
    ),
  );

  test.each([...calls])('each exception of %s', (call) => {
    const types = read(`node_modules/@aws-sdk/client-ecr/dist-types/commands/${call}Command.d.ts`);
    const named = [...types.matchAll(/@throws \{@link (\w+)\} \(/g)].map(([, name]) => name);
    const { outcomes = {} } = CALLS.find(({ name }) => name === call) ?? {};
    expect(named.length).toBeGreaterThan(0);
    expect(Object.keys(outcomes)).toEqual(
      expect.arrayContaining([...named, 'ThrottlingException', 'AccessDeniedException']),
    );
  });
});

test('docs/coverage.md shows every row', () => {
  expect(coveragePage(TOPICS), 'write it again: npm run coverage').toBe(read('docs/coverage.md'));
});

describe('a row is proven by a test that', () => {
  const row = rowOf(['scan', 'basic', 'FAILED', 'image', 'told', { file: 'a.test.ts', test: 'a > b' }]);
  const ran = (...statuses: readonly string[]): Report => ({
    testResults: [
      {
        name: '/tests/a.test.ts',
        assertionResults: statuses.map((status) => ({ ancestorTitles: ['a'], title: 'b', status })),
      },
    ],
  });
  const wrong = (report: Report) => unproven([row], report, '/tests');

  test('passed', () => {
    expect(wrong(ran('passed'))).toEqual([]);
  });

  test.each([
    ['missing', ran()],
    ['missing', { testResults: [{ name: '/tests/b.test.ts', assertionResults: [] }] }],
    ['failed', ran('failed')],
    ['failed', ran('passed', 'failed')],
    ['skipped', ran('skipped')],
    ['todo', ran('todo')],
  ])('is not %s', (result, report) => {
    expect(wrong(report)).toEqual([`scan | basic | FAILED | image: its test is ${result}: a.test.ts > a > b`]);
  });
});
