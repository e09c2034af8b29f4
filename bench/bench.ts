import { rmSync } from 'node:fs';
import { arch, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { readPolicy } from '../functions/policy/read-policy.ts';
import { synthesise } from '../replay/synthesise.ts';
import { bundleSection } from './bundle-section.ts';
import { burstSection } from './burst-section.ts';
import { coalesceSection } from './coalesce-section.ts';
import { compareSection } from './compare-section.ts';
import { cpuSection } from './cpu-section.ts';
import { dollarSection } from './dollar-section.ts';
import { verdict } from './figure.ts';
import { table, writePage } from './page.ts';
import { reconcileSection } from './reconcile-section.ts';
import { replaySection } from './replay-section.ts';
import type { Section } from './section.ts';

const POLICY = fileURLToPath(new URL('tallyman.yaml', import.meta.url));

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** A report, not a test: figures that miss their targets are printed as such, and the status stays 0. */
const bench = async (): Promise<void> => {
  const { policy } = readPolicy(POLICY, { placeholders: 'allowed' });
  const sections: Section[] = [];
  const add = (section: Section): void => {
    for (const figure of section.figures)
      say(`${verdict(figure)}  ${figure.what}: ${figure.measured} (${figure.target})`);
    sections.push(section);
  };
  add(await cpuSection(policy));
  add(await compareSection(policy));
  add(await coalesceSection(policy));
  add(await reconcileSection(policy));
  const assembly = await synthesise(POLICY);
  try {
    add(await burstSection(assembly));
    add(await replaySection(assembly));
    add(await bundleSection(assembly));
    add(await dollarSection(assembly, policy));
  } finally {
    rmSync(assembly, { recursive: true });
  }
  const figures = sections.flatMap((section) => section.figures);
  writePage({
    ...Object.assign({}, ...sections.map(({ tables }) => tables)),
    figures: table(
      ['figure', 'target', 'measured', ''],
      figures.map((figure) => [figure.what, figure.target, figure.measured, verdict(figure)]),
    ),
    machine: `Node ${process.version}, ${arch()}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}.`,
  });
  say('docs/performance.md is written');
};

await bench();
