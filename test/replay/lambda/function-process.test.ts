import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listen } from '../../../replay/http.ts';
import { type FunctionProcess, functionProcess } from '../../../replay/lambda/function-process.ts';

const HANDLER = `
export const handler = async (event, context) => {
  if (event.print) { console.log(event.print); return null; }
  if (event.fail) throw new TypeError(event.fail);
  if (event.exit) process.exit(event.exit);
  if (event.hang) await new Promise((resolve) => setTimeout(resolve, 60_000));
  if (event.fetch) return (await fetch(event.fetch, { method: 'POST', body: 'hello' })).text();
  if (event.environment) return process.env;
  return { now: new Date().toISOString(), left: context.getRemainingTimeInMillis(), id: context.awsRequestId };
};
`;

let folder: string;
let printed: string[];
let now: number;
let running: FunctionProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'function-'));
  printed = [];
  running = [];
  now = Date.parse('2026-11-21T08:00:00Z');
});
afterEach(async () => {
  for (const each of running) await each.stop();
  rmSync(folder, { recursive: true });
});

const start = async (source = HANDLER, environment: Record<string, string> = {}): Promise<FunctionProcess> => {
  writeFileSync(join(folder, 'index.mjs'), source);
  const process = await functionProcess({
    arn: 'arn:aws:lambda:eu-west-1:111122223333:function:f',
    folder,
    timeoutSeconds: 30,
    environment: {
      _HANDLER: 'index.handler',
      LAMBDA_TASK_ROOT: folder,
      AWS_LAMBDA_FUNCTION_NAME: 'f',
      ...environment,
    },
    clock: { now: () => now, moveTo: () => {}, stop: () => {} },
    print: (line) => printed.push(line),
  });
  running.push(process);
  return process;
};

describe('a function in its process', () => {
  test('answers, at the time of the replay', async () => {
    const { invoke } = await start();
    const first = await invoke({});
    now += 3_600_000;
    expect([first, await invoke({})]).toMatchObject([
      { kind: 'answered', answer: { now: '2026-11-21T08:00:00.000Z', left: 30_000 } },
      { kind: 'answered', answer: { now: '2026-11-21T09:00:00.000Z', left: 30_000 } },
    ]);
  });

  test('has printed all that it prints when it has answered', async () => {
    const { invoke } = await start();
    for (let index = 0; index < 20; index += 1) {
      await invoke({ print: `line ${index}` });
      expect(printed.at(-1)).toBe(`line ${index}`);
    }
  });

  test('knows nothing of this process’s environment', async () => {
    const { invoke } = await start(HANDLER, { TABLE_NAME: 't' });
    const { answer } = (await invoke({ environment: true })) as { readonly answer: object };
    expect(Object.keys(answer).sort()).toEqual([
      'AWS_LAMBDA_FUNCTION_NAME',
      'AWS_LAMBDA_RUNTIME_API',
      'LAMBDA_TASK_ROOT',
      'TABLE_NAME',
      '_HANDLER',
    ]);
  });

  test('fails where it is killed, and is started afresh', async () => {
    const { invoke, kill } = await start();
    const service = await listen(async () => {
      await kill();
      return 'drop';
    });
    const killed = await invoke({ fetch: service.url });
    await service.close();
    expect(killed).toEqual({ kind: 'failed', error: 'the process of the function ended by itself, SIGKILL' });
    expect(await invoke({})).toMatchObject({ kind: 'answered' });
  });

  test('fails with the error that it throws, and goes on', async () => {
    const { invoke } = await start();
    expect(await invoke({ fail: 'no digest' })).toEqual({ kind: 'failed', error: 'TypeError: no digest' });
    expect(await invoke({})).toMatchObject({ kind: 'answered' });
  });

  test('is started again after it crashed', async () => {
    const { invoke } = await start();
    const crash = { kind: 'failed', error: 'the process of the function ended by itself, status 7' };
    expect(await invoke({ exit: 7 })).toEqual(crash);
    expect(await invoke({})).toMatchObject({ kind: 'answered' });
  });

  test('fails where it cannot be loaded, with the reason', async () => {
    const { invoke } = await start(`throw new Error('environment variables are not set: TABLE_NAME');`);
    const failure = { kind: 'failed', error: 'Error: environment variables are not set: TABLE_NAME' };
    expect([await invoke({}), await invoke({})]).toEqual([failure, failure]);
  });

  test('that does not answer in time is ended, and started again', async () => {
    writeFileSync(join(folder, 'index.mjs'), HANDLER);
    const hanging = await functionProcess({
      arn: 'arn',
      folder,
      timeoutSeconds: 0.2,
      environment: { _HANDLER: 'index.handler', LAMBDA_TASK_ROOT: folder },
      clock: { now: () => now, moveTo: () => {}, stop: () => {} },
      print: () => {},
    });
    running.push(hanging);
    await hanging.invoke({});
    expect(await hanging.invoke({ hang: true })).toEqual({ kind: 'failed', error: 'Task timed out after 0.2 seconds' });
    expect(await hanging.invoke({})).toMatchObject({ kind: 'answered' });
  });
});

describe('the network of a function', () => {
  test.each(['https://api.example.com/', 'http://10.0.0.1/', 'http://localhost:1/'])('has no %s', async (url) => {
    const { invoke } = await start();
    expect(await invoke({ fetch: url })).toMatchObject({ kind: 'failed', error: 'TypeError: fetch failed' });
  });

  test.each(['https://slack.com/api/chat.postMessage', 'https://hooks.slack.com/services/T/B/x'])(
    'has %s on loopback',
    async (url) => {
      const { url: endpoint, close } = await listen(async ({ path, body }) => ({
        status: 200,
        headers: {},
        body: `${path} ${body}`,
      }));
      const { invoke } = await start(HANDLER, { AWS_ENDPOINT_URL: endpoint });
      expect(await invoke({ fetch: url })).toEqual({
        kind: 'answered',
        answer: `/.slack/f${new URL(url).pathname} hello`,
      });
      await close();
    },
  );
});
