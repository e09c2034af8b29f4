import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../clock.ts';
import { type Invocation, runtimeApi } from './runtime-api.ts';

export interface FunctionProcess {
  invoke(event: unknown): Promise<Invocation>;
  /** Ends the process with SIGKILL, if it runs, and what it was doing. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface FunctionProcessOptions {
  readonly arn: string;
  /** The folder of its bundle. */
  readonly folder: string;
  readonly timeoutSeconds: number;
  /** All of it: nothing of this process's own environment goes along. */
  readonly environment: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** Takes every line that the function prints. */
  readonly print: (line: string) => void;
}

const BOOTSTRAP = fileURLToPath(new URL('./bootstrap.ts', import.meta.url));

/** A loaded machine may take long to start a process; Lambda gives 10 seconds. */
const INIT_SECONDS = 60;

/** A function in a process of its own, kept warm; after a time-out or a crash the next invocation starts it afresh. */
export const functionProcess = async (options: FunctionProcessOptions): Promise<FunctionProcess> => {
  const api = await runtimeApi(options.arn, options.clock, options.timeoutSeconds);
  let child: ChildProcess | null = null;

  const start = (): ChildProcess => {
    const environment = { ...options.environment, AWS_LAMBDA_RUNTIME_API: api.address };
    const started = spawn(process.execPath, [BOOTSTRAP, String(options.clock.now())], {
      cwd: options.folder,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [started.stdout, started.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        const [, ended] = /^END RequestId: (\S+)$/.exec(line) ?? [];
        if (ended === undefined) options.print(line);
        else api.ended(ended);
      });
    started.once('close', (code, signal) => {
      if (child !== started) return;
      child = null;
      api.fail(`the process of the function ended by itself, ${signal ?? `status ${code}`}`);
    });
    return started;
  };

  return {
    invoke: async (event) => {
      const cold = child === null;
      child ??= start();
      const seconds = options.timeoutSeconds + (cold ? INIT_SECONDS : 0);
      const running = child;
      const timer = setTimeout(() => {
        child = null;
        api.fail(`Task timed out after ${options.timeoutSeconds} seconds`);
        running.kill('SIGKILL');
      }, seconds * 1000);
      try {
        return await api.invoke(randomUUID(), event);
      } finally {
        clearTimeout(timer);
      }
    },
    kill: () => kill(child),
    stop: async () => {
      await kill(child);
      await api.close();
    },
  };
};

const kill = async (child: ChildProcess | null): Promise<void> => {
  if (child === null) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await closed;
};
