// A second opinion: the project deployed by the CDK CLI to moto_server, and one scan on its way to every channel. See docs/e2e.md.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secondsSince } from './stage.ts';
import { story } from './story.ts';

const MAX_SECONDS = 180;

const began = performance.now();
const scratch = mkdtempSync(join(tmpdir(), 'tallyman-e2e-'));
const stops: (() => Promise<void>)[] = [];
const cut = Promise.withResolvers<never>();
const timer = setTimeout(() => cut.reject(new Error(`not done after ${MAX_SECONDS} seconds`)), MAX_SECONDS * 1000);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => cut.reject(new Error(`ended by ${signal}`)));

try {
  await Promise.race([story({ scratch, atEnd: (stop) => stops.push(stop) }), cut.promise]);
  process.stdout.write(`\ne2e: proved in ${secondsSince(began)}; what it does not prove: docs/e2e.md\n`);
} catch (error) {
  process.stderr.write(
    `\ne2e failed after ${secondsSince(began)}: ${error instanceof Error ? error.message : error}\n`,
  );
  process.exitCode = 1;
} finally {
  clearTimeout(timer);
  for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) await stop();
  rmSync(scratch, { recursive: true, force: true });
}
// What was cut off may still be on its way.
if (process.exitCode === 1) process.exit();
