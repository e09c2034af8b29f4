import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coveragePage } from '../test/coverage/page.ts';
import { TOPICS } from '../test/coverage/topics.ts';
import { type Report, unproven } from '../test/coverage/unproven.ts';

// Writes docs/coverage.md, and fails where the test of a row did not pass: node scripts/write-coverage.ts [REPORT…]
// A REPORT is what `vitest run --reporter=json` wrote; without one the tests of the rows are run.

const ROOT = join(import.meta.dirname, '..');
const rows = TOPICS.flatMap((topic) => topic.rows);

/** What the tests that the rows name come to. */
const reportOfRun = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'coverage-'));
  const file = join(folder, 'report.json');
  const files = new Set(rows.map(({ proof }) => join('test', proof.file)));
  const options = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  spawnSync(join(ROOT, 'node_modules/.bin/vitest'), [...options, ...files], { cwd: ROOT, stdio: 'inherit' });
  const report = readFileSync(file, 'utf8');
  rmSync(folder, { recursive: true });
  return report;
};

const given = process.argv.slice(2);
const texts = given.length === 0 ? [reportOfRun()] : given.map((file) => readFileSync(file, 'utf8'));
const reports = texts.map((text) => JSON.parse(text) as Report);
const report: Report = { testResults: reports.flatMap(({ testResults }) => testResults) };
writeFileSync(join(ROOT, 'docs/coverage.md'), coveragePage(TOPICS));
const wrong = unproven(rows, report, join(ROOT, 'test'));
for (const each of wrong) process.stderr.write(`${each}\n`);
if (wrong.length > 0) process.exitCode = 1;
