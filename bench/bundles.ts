import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { ENV } from '../functions/env.ts';
import { ELSEWHERE } from '../infra/constructs/bundled-function.ts';
import { median } from './median.ts';

const ROOT = join(import.meta.dirname, '..');
const STARTS = 21;

/** A deployed bundle beside one of nothing but its SDK clients, bundled the same way. */
export interface Bundle {
  /** The file that exports its handler. */
  readonly handler: string;
  readonly clients: readonly string[];
  readonly bytes: number;
  /** Milliseconds of CPU to load it; the median. */
  readonly ms: number;
  /** That ÷ loading only its clients; the median of pairs. */
  readonly ratio: number;
  /** That ÷ loading only those of AWS. */
  readonly ratioToAws: number;
}

/** Every bundle of `assembly`. */
export const bundles = async (assembly: string): Promise<readonly Bundle[]> => {
  const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const found: Bundle[] = [];
    for (const file of globSync('asset.*/index.mjs', { cwd: assembly }).map((path) => join(assembly, path)))
      found.push(await measured(file, scratch));
    return found.toSorted((a, b) => (a.handler < b.handler ? -1 : 1));
  } finally {
    rmSync(scratch, { recursive: true });
  }
};

const measured = async (file: string, scratch: string): Promise<Bundle> => {
  const sources = sourcesOf(file);
  const handler = handlerIn(sources);
  const text = readFileSync(join(ROOT, handler), 'utf8');
  const aws = [...text.matchAll(/^import \{ (\w+) \} from '(@aws-sdk\/.+)';$/gm)].map(([, client = '', from = '']) => ({
    client,
    from,
  }));
  const others = OTHERS.filter(({ from }) => sources.some((source) => source.includes(`node_modules/${from}/`)));
  const [clientsFile, awsFile] = [join(scratch, 'clients.mjs'), join(scratch, 'aws.mjs')];
  await bundleOf(aws, others, clientsFile);
  await bundleOf(aws, [], awsFile);
  const starts = Array.from({ length: STARTS }, () => ({
    whole: loadingMs(file),
    clients: loadingMs(clientsFile),
    aws: others.length === 0 ? null : loadingMs(awsFile),
  }));
  return {
    handler,
    clients: [...aws, ...others].map(({ client }) => client),
    bytes: statSync(file).size,
    ms: median(starts.map(({ whole }) => whole)),
    ratio: median(starts.map(({ whole, clients }) => whole / clients)),
    ratioToAws: median(starts.map((start) => start.whole / (start.aws ?? start.clients))),
  };
};

interface Client {
  readonly client: string;
  /** The package. */
  readonly from: string;
}

/** Slack's SDK: its adapters make these, for each post. */
const OTHERS: readonly Client[] = [
  { client: 'WebClient', from: '@slack/web-api' },
  { client: 'IncomingWebhook', from: '@slack/webhook' },
];

const sourcesOf = (file: string): readonly string[] => JSON.parse(readFileSync(`${file}.map`, 'utf8')).sources;

const handlerIn = (sources: readonly string[]): string => {
  const path = sources.find((source) => /(^|\/)functions\/.*handler\.ts$/.test(source));
  if (path === undefined) throw new Error('a bundle is made of no handler; see what cdk synth made');
  return path.slice(path.lastIndexOf('functions/'));
};

/** Made and bundled as the function's own. */
const bundleOf = async (aws: readonly Client[], others: readonly Client[], outfile: string): Promise<void> => {
  const imports = [...aws, ...others].map(({ client, from }) => `import { ${client} } from '${from}';`);
  const made = [...aws.map(({ client }) => `new ${client}()`), ...others.map(({ client }) => client)];
  await build({
    ...BUNDLING,
    stdin: { contents: [...imports, `export const clients = [${made.join(', ')}];`].join('\n'), resolveDir: ROOT },
    outfile,
  });
};

/** As `infra/constructs/bundled-function.ts` has it. */
const BUNDLING: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  external: ELSEWHERE,
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  minify: true,
  sourcemap: true,
  sourcesContent: false,
};

const ENVIRONMENT = {
  ...Object.fromEntries(Object.values(ENV).map((name) => [name, 'https://sqs.eu-west-1.amazonaws.com/111122223333/q'])),
  [ENV.topics]: '{"on-call":"arn:aws:sns:eu-west-1:111122223333:t"}',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  NODE_OPTIONS: '--enable-source-maps',
};

/** CPU that a fresh process takes to load `file`, of all its threads. */
const loadingMs = (file: string): number => {
  const script = `const before = process.cpuUsage(); await import(${JSON.stringify(file)});
    const { user, system } = process.cpuUsage(before); console.log((user + system) / 1000); process.exit();`;
  return Number(
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], { env: ENVIRONMENT, encoding: 'utf8' }),
  );
};
