import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { synthesise } from '../../replay/synthesise.ts';
import { play } from '../../test/support/play.ts';
import { SAMPLES, stepOf } from './samples.ts';
import { section } from './section.ts';

const POLICY = join(import.meta.dirname, 'tallyman.yaml');

/** `docs/channels.md`: what each channel gets for the sample scans, as it comes out of replays. */
export const channelsPage = async (): Promise<string> => {
  const assembly = await synthesise(POLICY);
  try {
    const sections: string[] = [];
    for (const sample of SAMPLES) sections.push(section(sample, await play(assembly, [stepOf(sample)])));
    return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
  } finally {
    rmSync(assembly, { recursive: true });
  }
};

const INTRODUCTION = `<!-- written by \`node scripts/write-channels.ts\`; a test holds it to what replays give -->
# What each channel gets

The sample scans in [test/fixtures](../test/fixtures/ecr/SOURCES.md), each played from its event on by the real functions
([replay.md](replay.md)) to whatever came out of them. Slack's messages and the e-mails stand here as people read them, findings as
they were sent to Security Hub.

All of them with this policy:

\`\`\`yaml
${readFileSync(POLICY, 'utf8').trimEnd()}
\`\`\``;
