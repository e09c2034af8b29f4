import { UNNAMED } from '../../domain/finding.ts';
import type { Issue } from '../../domain/ledger.ts';
import { line } from './text.ts';

/** Ours, in characters: nobody publishes limits of these, but a finding may have 240 KB in all. */
const MAX_NAME = 256;

/** What an issue is called, as it can be shown. */
export interface Names {
  readonly vulnerability: string;
  readonly packageName: string | undefined;
  readonly fixedIn: string | undefined;
}

export const namesOf = ({ vulnerability, packageName, detail: { fixedIn } }: Issue): Names => ({
  vulnerability: name(vulnerability) ?? UNNAMED,
  packageName: name(packageName),
  fixedIn: name(fixedIn),
});

/** A name of any length, as it can be shown; undefined where nothing of it can be seen. */
export const name = (text: string | null): string | undefined => line(text, MAX_NAME);
