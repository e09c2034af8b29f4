import { spawnSync } from 'node:child_process';
import { copyFileSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import cdk from '../../cdk.json' with { type: 'json' };

const ROOT = join(import.meta.dirname, '../..');
const FIXTURES = join(ROOT, 'test/fixtures/infra');

const made: string[] = [];
const aDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'tallyman-'));
  made.push(directory);
  return directory;
};
afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true });
});

interface Synthesis {
  /** As in `cdk synth -c policy=FILE`. */
  readonly policy?: string;
  readonly workingDirectory?: string;
  readonly bundles?: boolean;
}

/** What the CDK command does with `cdk.json`. */
const synth = ({ policy, workingDirectory = ROOT, bundles = false }: Synthesis) => {
  const out = aDirectory();
  const context = { ...cdk.context, ...(policy && { policy }), 'aws:cdk:bundling-stacks': bundles ? ['**'] : [] };
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'infra/app.ts')], {
    cwd: workingDirectory,
    encoding: 'utf8',
    env: {
      ...process.env,
      CDK_OUTDIR: out,
      CDK_CONTEXT_JSON: JSON.stringify(context),
      // The CDK's own checks of the template take two seconds, and no bundle changes the template.
      ...(bundles && { CDK_VALIDATION: 'false' }),
    },
  });
  const files = (pattern: string) => globSync(pattern, { cwd: out }).sort();
  return { status, stderr, out, files };
};

describe('a policy with five mistakes', () => {
  let synthesis: ReturnType<typeof synth>;
  beforeAll(() => {
    synthesis = synth({ policy: join(FIXTURES, 'five-mistakes.yaml') });
  });

  test('is told in five places, without a stack trace', () => {
    const { status, stderr } = synthesis;
    expect(status).toBe(1);
    expect(new Set(stderr.match(/five-mistakes\.yaml:\d+:\d+/g)).size).toBe(5);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('makes no template', () => {
    expect(synthesis.files('*.template.json')).toEqual([]);
  });

  test('does not repeat a secret', () => {
    expect(synthesis.stderr).not.toContain('made-up');
  });
});

describe('placeholders', () => {
  const workingDirectory = aDirectory();
  copyFileSync(join(FIXTURES, 'tallyman.yaml'), join(workingDirectory, 'tallyman.yaml'));

  test('are refused in the file that is deployed', () => {
    const { status, stderr } = synth({ workingDirectory });
    expect(status).toBe(1);
    expect(stderr).toMatch(/tallyman\.yaml:1:\d+.*acme\.example/);
  });

  test('are allowed in a file that was chosen', () => {
    const { status, stderr, files } = synth({ workingDirectory, policy: 'tallyman.yaml' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(files('*.template.json')).toEqual(['TallymanAlerts.template.json']);
  });
});

describe('bundles', () => {
  const bundled = (file: string) => synth({ policy: join(FIXTURES, file), bundles: true });
  let first: ReturnType<typeof synth>;
  beforeAll(() => {
    first = bundled('every-channel.yaml');
  });

  test('hold the function, its source map and the policy', () => {
    const assets = first.files('asset.*');
    expect(assets).toHaveLength(7);
    for (const asset of assets) {
      expect(first.files(`${asset}/*`)).toEqual(
        ['index.mjs', 'index.mjs.map', 'policy.json'].map((name) => join(asset, name)),
      );
      const policy = JSON.parse(readFileSync(join(first.out, asset, 'policy.json'), 'utf8'));
      expect(policy).toMatchObject({
        format: 1,
        receivers: [{ name: 'hub' }, { name: 'on-call' }, { name: 'platform' }],
      });
      expect(JSON.parse(readFileSync(join(first.out, asset, 'index.mjs.map'), 'utf8'))).not.toHaveProperty(
        'sourcesContent',
      );
    }
  });

  test('of one policy have one hash, those of another policy another', () => {
    expect(bundled('every-channel.yaml').files('asset.*')).toEqual(first.files('asset.*'));
    const others = bundled('stricter.yaml').files('asset.*');
    expect(others).toHaveLength(5);
    expect(others.filter((asset) => first.files('asset.*').includes(asset))).toEqual([]);
  });
});
