import { rmSync, writeFileSync } from 'node:fs';
import { synthesise } from '../replay/synthesise.ts';
import { crashesPage } from './crashes/page.ts';
import { POLICY } from './crashes/story.ts';
import { findTrials, tryAll } from './crashes/trials.ts';

// Kills the functions at each of their calls, prints and writes what came of it: node scripts/write-crashes.ts

const assembly = await synthesise(POLICY);
try {
  const { undisturbed, trials } = await findTrials(assembly);
  const tried = await tryAll(assembly, undisturbed, trials);
  const page = crashesPage(tried);
  process.stdout.write(page);
  writeFileSync(new URL('../docs/crashes.md', import.meta.url), page);
  if (tried.some(({ lost, twice }) => lost.length > 0 || twice.length > 1)) process.exitCode = 1;
} finally {
  rmSync(assembly, { recursive: true });
}
