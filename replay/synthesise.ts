import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import * as z from 'zod';
import { readPolicy } from '../functions/policy/read-policy.ts';
import { parseAt } from './parse-at.ts';

const ROOT = join(import.meta.dirname, '..');

const cdkJson = z.looseObject({ app: z.string(), context: z.record(z.string(), z.unknown()).default({}) });

/**
 * Makes the cloud assembly, bundles included, as `cdk synth` does.
 *
 * @param policyFile - the project's own, where there is none
 * @returns its folder, which is the caller's to remove
 * @throws PolicyError where the policy is wrong
 */
export const synthesise = async (policyFile: string | null): Promise<string> => {
  const policy = policyFile ?? join(ROOT, 'tallyman.yaml');
  readPolicy(relative('.', policy), { placeholders: 'allowed' });
  const { app, context } = parseAt('cdk.json', cdkJson, JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')));
  const folder = mkdtempSync(join(tmpdir(), 'tallyman-'));
  try {
    await run(app, {
      // The Node that runs this runs the app.
      PATH: `${dirname(process.execPath)}${delimiter}${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env['PATH']}`,
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, policy }),
    });
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
};

const run = (command: string, environment: Readonly<Record<string, string>>): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, {
      cwd: ROOT,
      env: { ...process.env, ...environment },
      shell: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => printed.push(chunk));
    child.once('error', reject);
    child.once('close', (status) => {
      if (status === 0) resolve();
      else reject(new Error(`${command} ended with status ${status}:\n${Buffer.concat(printed).toString()}`));
    });
  });
