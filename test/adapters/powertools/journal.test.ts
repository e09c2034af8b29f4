import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const run = promisify(execFile);

const JOURNAL = new URL('../../../functions/adapters/powertools/journal.ts', import.meta.url).href;

const LAMBDA = {
  AWS_LAMBDA_FUNCTION_NAME: 'evaluate-scan',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_FORMAT: 'JSON',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_REGION: 'eu-west-1',
  _X_AMZN_TRACE_ID: 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=557abcec3ee5a047;Sampled=1',
};

/** The lines that a process of its own writes to standard output. */
const linesOf = async (script: string, env: Record<string, string>): Promise<unknown[]> => {
  const code = `import { journal as open } from '${JOURNAL}'; const journal = open(); ${script}`;
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', code], { env });
  expect(stderr).toBe('');
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
};

describe.each([
  ['a plain process', {}],
  ['Lambda', LAMBDA],
])('in %s', (_, env) => {
  test('an outcome is one line with its fields on top', async () => {
    const outcome = {
      event: '85fc3613-e913-7fc4-a80c-a3753e4aa9ae',
      outcome: 'ignored',
      reason: 'the image is\ngone',
      repository: 'payments/api',
      digest: 'sha256:a',
      recordKey: 'records/1.json.gz',
    };
    const lines = await linesOf(`journal.outcome(${JSON.stringify(outcome)})`, env);
    expect(lines).toEqual([expect.objectContaining({ ...outcome, level: 'INFO', service: 'tallyman' })]);
  });

  test('an outcome without a reason has none in its line', async () => {
    const lines = await linesOf(`journal.outcome({ event: '1', outcome: 'evaluated', reason: null })`, env);
    expect(lines).toEqual([expect.objectContaining({ event: '1', outcome: 'evaluated', level: 'INFO' })]);
    expect(lines[0]).not.toHaveProperty('reason');
  });

  test('trouble is one line at once, a warning and a metric', async () => {
    const lines = await linesOf(`journal.trouble('UnknownSeverity', { severity: 'SEVERE', findings: 3 })`, env);
    expect(lines).toEqual([
      {
        _aws: {
          Timestamp: expect.any(Number),
          CloudWatchMetrics: [
            {
              Namespace: 'Tallyman',
              Dimensions: [['service']],
              Metrics: [{ Name: 'UnknownSeverity', Unit: 'Count' }],
            },
          ],
        },
        service: 'tallyman',
        UnknownSeverity: 1,
        level: 'WARN',
        message: 'UnknownSeverity',
        severity: 'SEVERE',
        findings: '3',
      },
    ]);
  });

  test('one trouble is not told with the next', async () => {
    const lines = await linesOf(
      `journal.trouble('UnknownSeverity', { a: 1 }); journal.trouble('UnknownSeverity', { b: 2 })`,
      env,
    );
    expect(lines).toMatchObject([{ a: '1' }, { b: '2' }]);
    expect(lines[1]).not.toHaveProperty('a');
  });

  test('a note is one line', async () => {
    const lines = await linesOf(`journal.note('conflict', { lineage: 'payments/api', version: 7 })`, env);
    expect(lines).toEqual([expect.objectContaining({ message: 'conflict', lineage: 'payments/api', version: 7 })]);
  });
});
