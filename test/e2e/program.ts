import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** A program that runs, with all that it starts. */
export interface Program {
  /** What it printed so far. */
  printed(): string;
  /** What matched, as soon as it was printed. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Its exit status, null for a signal; rejects where it cannot be started. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

export const startProgram = (
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Program => {
  // A group of its own: what it starts ends with it.
  const child = spawn(command, args, {
    cwd: ROOT,
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return {
    printed: () => text,
    says: (pattern) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = pattern.exec(text);
          if (found !== null) resolve(found);
        };
        for (const stream of [child.stdout, child.stderr]) stream.on('data', look);
        look();
      }),
    ended,
    stop: async () => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid, 'SIGKILL');
      await ended.catch(() => null);
    },
  };
};

/** This process's environment without anything that could lead to a real account. */
export const harmlessEnvironment = (): Record<string, string | undefined> => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|CDK)_/.test(name))),
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  NO_PROXY: '127.0.0.1,localhost',
});
