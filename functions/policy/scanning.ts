import * as z from 'zod';
import { SCANNING_MODES, type ScanningMode } from '../core/domain/policy.ts';
import { didYouMean, meant } from './did-you-mean.ts';
import { scalar } from './text-shapes.ts';

/** What people call it elsewhere. */
const MODES: Readonly<Record<string, ScanningMode>> = { inspector: 'enhanced', clair: 'basic', native: 'basic' };

/** How the registry scans. */
export const scanning = scalar((written) => {
  if (SCANNING_MODES.some((mode) => mode === written)) return null;
  const instead = MODES[written.toLowerCase()] ?? meant(written, SCANNING_MODES);
  return { message: `"${written}" is no way to scan; ${didYouMean(instead, SCANNING_MODES)}`, instead };
}, z.enum(SCANNING_MODES));

const RESCANS = ['daily', 'off'] as const;

const ANSWERS: Readonly<Record<string, (typeof RESCANS)[number]>> = {
  ...{ true: 'daily', yes: 'daily', on: 'daily', '1d': 'daily', '24h': 'daily' },
  ...{ false: 'off', no: 'off', never: 'off', none: 'off' },
};

/** Whether live images are scanned anew. */
export const rescan = scalar((written) => {
  if (RESCANS.some((each) => each === written)) return null;
  const instead = ANSWERS[written.toLowerCase()] ?? meant(written, RESCANS);
  return { message: `"${written}" is no time to scan anew; ${didYouMean(instead, RESCANS)}`, instead };
}, z.enum(RESCANS));
