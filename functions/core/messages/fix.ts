import type { Image } from '../domain/image.ts';
import type { Issue } from '../domain/ledger.ts';
import type { Engine } from '../domain/scan.ts';
import { engineOf } from './engine.ts';
import { advisoryLink } from './links.ts';
import type { Markup } from './markup.ts';
import type { Telling } from './telling.ts';

const MAX_PACKAGE = 60;
const MAX_VERSION = 30;
const MOST_VERSIONS = 2;

/** The versions that stand in `image`; of all images where it is not among them. */
export const versionsIn = ({ occurrences }: Issue, { parts }: Image): string[] => {
  const here = occurrences.filter(({ digest }) => parts.some((part) => part.digest === digest));
  const versions = (here.length > 0 ? here : occurrences).map(({ version }) => version);
  return [...new Set(versions.filter((version) => version !== null))].sort();
};

/** Such as `openssl 3.0.11`. */
const packageText = (issue: Issue, image: Image, markup: Markup): string => {
  if (issue.packageName === null) return 'unknown package';
  const kind = issue.packageType === 'os' ? '' : ` (${markup.name(issue.packageType, 20)})`;
  const versions = versionsIn(issue, image);
  const some = versions.slice(0, MOST_VERSIONS).map((version) => markup.text(version, MAX_VERSION));
  const others = versions.length > MOST_VERSIONS ? [`${versions.length - MOST_VERSIONS} more`] : [];
  return `${markup.name(issue.packageName, MAX_PACKAGE)}${kind} ${[...some, ...others].join(', ')}`.trimEnd();
};

/** Such as `openssl 3.0.11 → 3.0.15`, as far as the scan says it. */
export const fixText = (issue: Issue, image: Image, markup: Markup): string => {
  const { fixedIn, fixable } = issue.detail;
  const what = packageText(issue, image, markup);
  if (fixedIn !== null) return `${what} → ${markup.text(fixedIn, MAX_VERSION)}`;
  return fixable ? `${what} (a fix exists)` : what;
};

const UNSAID: Readonly<Record<Engine, string>> = {
  basic: 'basic scanning does not say',
  enhanced: 'Inspector does not say',
};

/** What is known of a fix that no version is known of. */
const unsaid = ({ detail: { fixable } }: Issue, engine: Engine | null): string => {
  if (fixable === null) return engine === null ? 'the last scan did not say' : UNSAID[engine];
  return fixable ? 'there is one, its version is not said' : 'none is known yet';
};

/**
 * What to do about `issue`.
 *
 * @param aside - said of the package, such as ` (3 of these)`
 */
export const toDo = (issue: Issue, telling: Telling, aside = ''): string => {
  const { image, markup } = telling;
  if (issue.detail.fixedIn !== null) return `${fixText(issue, image, markup)}${aside}, rebuild, push.`;
  const update =
    issue.packageName === null ? 'update the package that has it' : `update ${packageText(issue, image, markup)}`;
  const advisory = advisoryLink(issue.detail.advisory, markup);
  return `${update}${aside}, rebuild, push · fix: ${unsaid(issue, engineOf(telling))}${advisory === null ? '' : ` → ${advisory}`}`;
};
