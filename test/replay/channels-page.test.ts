import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { channelsPage } from '../../scripts/channels/page.ts';

test('docs/channels.md shows what each sample scan gives', { timeout: 120_000 }, async () => {
  const written = readFileSync(new URL('../../docs/channels.md', import.meta.url), 'utf8');
  expect(await channelsPage(), 'write it again: node scripts/write-channels.ts').toBe(written);
});
