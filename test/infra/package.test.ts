import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { ofType, type Resource } from './templates.ts';

const ROOT = join(import.meta.dirname, '../..');
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');

const theirs = mkdtempSync(join(tmpdir(), 'tallyman-theirs-'));
afterAll(() => rmSync(theirs, { recursive: true }));

const run = (file: string, ...args: readonly string[]): string =>
  execFileSync(process.execPath, [file, ...args], {
    cwd: theirs,
    encoding: 'utf8',
    env: { ...process.env, CDK_OUTDIR: join(theirs, 'cdk.out') },
  });

/** The app that docs/repositories.md shows. */
const app =
  /^## In your own CDK app\n.*?^```ts\n(.*?)^```/ms.exec(
    readFileSync(join(ROOT, 'docs/repositories.md'), 'utf8'),
  )?.[1] ?? '';

// As `npm install` would leave it, with nothing beside it that the package does not ask for.
beforeAll(() => {
  const installed = join(theirs, 'node_modules');
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    mkdirSync(dirname(join(installed, name)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(installed, name));
  }
  mkdirSync(join(installed, 'tallyman'));
  copyFileSync(join(ROOT, 'package.json'), join(installed, 'tallyman/package.json'));
  run(TSC, '-p', join(ROOT, 'tsconfig.package.json'), '--outDir', join(installed, 'tallyman/dist'));
  writeFileSync(join(theirs, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(join(theirs, 'app.ts'), app);
});

test("the app of the documentation synthesises in somebody else's folder", () => {
  run('app.ts');
  const { Resources } = JSON.parse(readFileSync(join(theirs, 'cdk.out/Images.template.json'), 'utf8'));
  const found = ofType<{ RepositoryName: string; ImageTagMutability: string }>(
    Resources as Record<string, Resource>,
    'AWS::ECR::Repository',
  );
  expect(found.map(({ Properties }) => [Properties.RepositoryName, Properties.ImageTagMutability])).toEqual([
    ['payments/api', 'IMMUTABLE_WITH_EXCLUSION'],
  ]);
  expect(ofType(Resources, 'AWS::ECR::RepositoryCreationTemplate')).toHaveLength(1);
});

test('and its types are those of the package', () => {
  const strict = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2024'];
  expect(run(TSC, ...strict, 'app.ts')).toBe('');
});
