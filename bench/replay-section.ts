import { memoryOf, resourcesIn, withLambdasHeaps } from './assembly.ts';
import { atMost, type Figure } from './figure.ts';
import { table } from './page.ts';
import { type Happening, type Replayed, replayed } from './replayed.ts';
import type { Section } from './section.ts';

const SIZES = [1, 1000, 2500];
const TEN_THOUSAND = 10_000;
const MAX_MEGABYTES = 192;
const MIB = 2 ** 20;

/** The requests that an evaluation makes besides DescribeImageScanFindings and one SendMessageBatch a channel. */
const OTHERS = [
  'dynamodb:GetItem',
  'ecr:DescribeImages',
  's3:GetObject',
  's3:PutObject',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
];
const PAGES = 'ecr:DescribeImageScanFindings';
const SENDS = 'sqs:SendMessageBatch';
const IMPORTS = 'securityhub:BatchImportFindings';

/** What the deployed bundles ask of AWS, and the memory they take. */
export const replaySection = async (assembly: string): Promise<Section> => {
  const runs: Replayed[] = [];
  for (const findings of SIZES) runs.push(await replayed(assembly, findings));
  const here = await replayed(assembly, TEN_THOUSAND);
  const inLambda = await withLambdasHeaps(assembly, (copy) => replayed(copy, TEN_THOUSAND));
  const resources = resourcesIn(assembly);
  const peaks = [...inLambda.peakRss].map(([name, bytes]) => ({
    name: name.replace(/^[^-]+-|Function\w{8}$/g, ''),
    memory: memoryOf(resources, name),
    lambda: bytes / MIB,
    here: (here.peakRss.get(name) ?? Number.NaN) / MIB,
  }));
  return {
    figures: [
      ...callFigures(runs),
      atMost(
        'peak memory at 10,000 findings, the worst function',
        MAX_MEGABYTES,
        Math.max(...peaks.map(({ lambda }) => lambda)),
        ' MB',
      ),
    ],
    tables: {
      calls: callsTable(runs),
      memory: table(
        ['function', 'memory', 'peak, heap as in Lambda', 'peak, heap as on this machine'],
        peaks.map(({ name, memory, lambda, here }) => [
          name,
          `${memory} MB`,
          `${lambda.toFixed(0)} MB`,
          `${here.toFixed(0)} MB`,
        ]),
      ),
    },
  };
};

/** Those of the function that asks ECR. */
const evaluating = ({ calls }: Happening): Happening['calls'] => {
  const evaluator = calls.find(({ action }) => action === PAGES)?.function;
  return calls.filter((call) => call.function === evaluator);
};

const count = (calls: Happening['calls'], action: string): number =>
  calls.filter((call) => call.action === action).length;

const callFigures = (runs: readonly Replayed[]): readonly Figure[] => {
  const exact = (what: string, wanted: readonly number[], found: readonly number[]): Figure => ({
    what: `${what}, at ${SIZES.map((size) => size.toLocaleString('en')).join(' / ')} findings`,
    target: wanted.join(' / '),
    measured: found.join(' / '),
    met: wanted.every((number, index) => number === found[index]),
  });
  const told = runs.map((run) => evaluating(run.told));
  const others = told.map((calls) => calls.filter(({ action }) => action !== PAGES && action !== SENDS));
  return [
    exact(
      'DescribeImageScanFindings',
      SIZES.map((size) => Math.ceil(size / 1000)),
      told.map((calls) => count(calls, PAGES)),
    ),
    exact(
      'other requests of an evaluation',
      SIZES.map(() => OTHERS.length),
      others.map((calls) => calls.length),
    ),
    exact(
      'SendMessageBatch, three channels',
      SIZES.map(() => 3),
      told.map((calls) => count(calls, SENDS)),
    ),
    exact(
      'BatchImportFindings of a first scan',
      runs.map(({ first }) => importsNeeded(first)),
      runs.map(({ first }) => first.securityHub.calls),
    ),
  ];
};

/** ⌈n/100⌉ or ⌈bytes/6 MB⌉, whichever is more. */
const importsNeeded = ({ securityHub: { findings } }: Happening): number => {
  const bytes = findings.reduce((sum, finding) => sum + Buffer.byteLength(JSON.stringify(finding)), 0);
  return Math.max(Math.ceil(findings.length / 100), Math.ceil(bytes / 6_000_000));
};

const callsTable = (runs: readonly Replayed[]): string => {
  const actions = [PAGES, ...OTHERS, SENDS];
  const row = (what: string, counted: (run: Replayed) => number) => [what, ...runs.map((run) => String(counted(run)))];
  return table(
    ['a scan that brings news to three receivers', ...SIZES.map((size) => size.toLocaleString('en'))],
    [
      ...actions.map((action) => row(`\`${action}\``, ({ told }) => count(evaluating(told), action))),
      row('**the evaluation**', ({ told }) => evaluating(told).length),
      row('the three deliveries', ({ told }) => told.calls.length - evaluating(told).length - scheduled(told)),
      row(`\`${IMPORTS}\` of the first scan`, ({ first }) => first.securityHub.calls),
      row('a scan that brings no news', ({ quiet }) => evaluating(quiet).length),
    ],
  );
};

/** Of `resend`, meanwhile. */
const scheduled = ({ calls }: Happening): number => count(calls, 'dynamodb:Query');
