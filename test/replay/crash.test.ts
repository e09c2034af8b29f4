import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { synthesise } from '../../replay/synthesise.ts';
import { cells, rowStart } from '../../scripts/crashes/page.ts';
import { POLICY } from '../../scripts/crashes/story.ts';
import type { Told } from '../../scripts/crashes/tell-stories.ts';
import { findTrials, type Trial, tryAll } from '../../scripts/crashes/trials.ts';

const TIMEOUT_MS = 180_000;

const page = readFileSync(new URL('../../docs/crashes.md', import.meta.url), 'utf8');
const WRITE = 'write it again: npm run crashes';

let assembly: string;
let undisturbed: Told;
let trials: readonly Trial[];

beforeAll(async () => {
  assembly = await synthesise(POLICY);
  ({ undisturbed, trials } = await findTrials(assembly));
}, TIMEOUT_MS);
afterAll(() => rmSync(assembly, { recursive: true }));

test('the story reaches all channels', () => {
  expect(undisturbed.alerts).toMatchInlineSnapshot(`
    [
      "hub: CVE-2026-1234 - openssl in api is ARCHIVED",
      "hub: CVE-2026-1234 - openssl in worker is ACTIVE",
      "hub: CVE-2026-5678 - openssl in api is ARCHIVED",
      "on-call: 1 new CRITICAL in api:v1.4.2: CVE-2026-5678 openssl",
      "on-call: 2 resolved in api:v1.4.3: CVE-2026-1234 openssl and 1 more",
      "on-call: First count of api:v1.4.2, worst CRITICAL CVE-2026-1234 openssl",
      "on-call: First count of worker:v1.4.2: 1 critical",
      "team: 1 new CRITICAL in api:v1.4.2: CVE-2026-5678 openssl",
      "team: 2 resolved in api:v1.4.3: CVE-2026-1234 openssl and 1 more",
      "team: First count of api:v1.4.2: 1 critical",
      "team: First count of worker:v1.4.2: 1 critical",
      "team: marked as done",
    ]
  `);
});

test('docs/crashes.md has a row for each call of the story', () => {
  const written = page.match(/^\| [a-z, -]+ \| [a-z0-9]+:\S+ \| \d+ \|/gm);
  expect(written, WRITE).toEqual([...new Set(trials.map(rowStart))]);
});

/** The last call of each kind: all that was made before is there when the function dies. */
const oneOfEachKind = (): readonly Trial[] =>
  [...Map.groupBy(trials, ({ kill }) => `${kill.function} ${kill.action}`).values()].flatMap(
    (same) => same.at(-1) ?? [],
  );

test('a function that is killed after a call loses nothing, and tells at most one alert again', {
  timeout: TIMEOUT_MS,
}, async () => {
  const tried = await tryAll(assembly, undisturbed, oneOfEachKind());
  const rows = tried.map((each) => ({ row: `${rowStart(each)}${cells(each)}`, ...each }));
  process.stdout.write(
    `${['| function | call | number | after: lost | told twice |', ...rows.map(({ row }) => row)].join('\n')}\n`,
  );
  expect(rows.filter(({ lost, twice }) => lost.length > 0 || twice.length > 1)).toEqual([]);
  const stale = tried.filter(
    (each) => !page.split('\n').some((line) => line.startsWith(rowStart(each)) && line.endsWith(cells(each))),
  );
  expect(stale, WRITE).toEqual([]);
});
