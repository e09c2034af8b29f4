import { spawnSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Where a file stands, and what it may not import. */
const FORBIDDEN: readonly (readonly [string, string])[] = [
  ['functions/core/domain/a.ts', 'node:fs'],
  ['functions/core/domain/b.ts', '../ports/records.ts'],
  ['functions/core/domain/c.ts', 'zod'],
  ['functions/core/domain/d.ts', '@aws-sdk/client-ecr'],
  ['functions/core/messages/a.ts', '../ports/records.ts'],
  ['functions/core/messages/b.ts', '@slack/types'],
  ['functions/core/messages/sns/a.ts', '../slack/mrkdwn.ts'],
  ['functions/core/messages/slack/b.ts', '../../ports/records.ts'],
  ['functions/core/ports/a.ts', '../messages/slack/message.ts'],
  ['functions/adapters/ecr/a.ts', '../sqs/inbox.ts'],
  ['functions/adapters/ecr/b.ts', '@aws-sdk/client-sqs'],
  ['functions/adapters/slack/a.ts', '../../env.ts'],
  ['functions/adapters/security-hub/a.ts', '@aws-sdk/client-ecr'],
  ['functions/adapters/sns/a.ts', '@aws-sdk/client-sqs'],
  ['functions/evaluate-scan/a.ts', '../adapters/ecr/images.ts'],
  ['functions/coalesce/a.ts', '../evaluate-scan/event.ts'],
  ['functions/deliver/a.ts', '../core/messages/slack/message.ts'],
  ['functions/resend/handler.ts', '../policy/read-policy.ts'],
  ['functions/deliver/slack.handler.ts', '../core/domain/policy.ts'],
  ['functions/policy/a.ts', '../adapters/files/policy-file.ts'],
  ['functions/env.ts', './core/ports/records.ts'],
  ['functions/fault.ts', './core/ports/records.ts'],
  ['infra/a.ts', '../functions/resend/handler.ts'],
  ['infra/constructs/a.ts', '../../functions/core/ports/records.ts'],
  ['cli/a.ts', '../functions/evaluate-scan/evaluate-scan.ts'],
  ['cli/doctor/a.ts', '../../functions/deliver/deliver.ts'],
  ['cli/drill/a.ts', '../../infra/alerts-stack.ts'],
  ['replay/a.ts', '../functions/core/ports/records.ts'],
  ['replay/fakes/a.ts', '../../functions/adapters/ecr/images.ts'],
];

describe('the linter', () => {
  const copy = mkdtempSync(join(tmpdir(), 'borders-'));
  let said = '';

  beforeAll(() => {
    copyFileSync(join(ROOT, 'biome.json'), join(copy, 'biome.json'));
    for (const [file, imported] of FORBIDDEN) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), `export * from '${imported}';\n`);
    }
    const biome = join(ROOT, 'node_modules/.bin/biome');
    const args = ['lint', '--vcs-enabled=false', '--only=style/noRestrictedImports', '--max-diagnostics=none', '.'];
    const { stdout, stderr } = spawnSync(biome, args, { cwd: copy, encoding: 'utf8' });
    said = stdout + stderr;
  });
  afterAll(() => rmSync(copy, { recursive: true }));

  test.each(FORBIDDEN)('%s may not import %s', (file) => {
    expect(said).toContain(`${file}:1:`);
  });
});

test('only handlers and the command make clients', () => {
  const makers = globSync('{functions,cli}/**/*.ts', { cwd: ROOT }).filter((file) =>
    /new \w+Client\(/.test(readFileSync(join(ROOT, file), 'utf8')),
  );
  expect(makers.filter((file) => !/handler\.ts$|^cli\//.test(file))).toEqual([
    'functions/adapters/slack/web-client.ts',
  ]);
});

test('what CONTRIBUTING.md points at is there', () => {
  const text = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');
  const paths = [...text.matchAll(/`((?:functions|infra|test|replay|cli|examples|docs)\/[\w./-]+)`/g)].flatMap(
    ([, path = '']) => (path.includes('*') || path.includes('<') ? [] : [path]),
  );
  expect(paths.length).toBeGreaterThan(15);
  expect(paths.filter((path) => globSync(path, { cwd: ROOT }).length === 0)).toEqual([]);
});
