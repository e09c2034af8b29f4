import { writeFileSync } from 'node:fs';
import { channelsPage } from './channels/page.ts';

// Plays the sample scans and writes what each channel gets: node scripts/write-channels.ts

writeFileSync(new URL('../docs/channels.md', import.meta.url), await channelsPage());
