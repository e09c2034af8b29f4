import type { Finding } from './finding.ts';
import type { Instant } from './image.ts';

/** An issue is in exactly one of these. */
type IssueState = 'open' | 'accepted' | 'resolved' | 'unobserved';

/** An issue in one image on one platform. */
export interface Occurrence {
  readonly digest: string;
  readonly platform: string | null;
  readonly severity: string;
  readonly version: string | null;
  readonly path: string | null;
  /** What the scanner says of it there, where it does. */
  readonly fixable?: boolean;
  readonly exploited?: boolean;
  /** Where somebody accepted it upstream. */
  readonly suppressed?: true;
}

/** What a receiver was told of an issue since it last opened. */
export interface Told {
  readonly at: Instant;
  /** The highest rank told, as `rank` gives it. */
  readonly rank: number;
}

/** What stays the same across images, and what is known of it. */
export interface Issue {
  readonly vulnerability: string;
  readonly packageType: string;
  readonly packageName: string | null;
  readonly state: IssueState;
  /** The highest of its occurrences in live images, by the scanner's name; the last one known when it is not open. */
  readonly severity: string;
  readonly firstSeenAt: Instant;
  readonly openedAt: Instant;
  /** When it was last resolved; null before that. */
  readonly resolvedAt: Instant | null;
  readonly occurrences: readonly Occurrence[];
  readonly told: Readonly<Record<string, Told>>;
  /** What receivers were told before it was resolved for a few days: coming back is counted, not told alone. */
  readonly toldEarlier: Readonly<Record<string, Told>>;
  /** What is known of it, of the occurrences that nobody accepted; of all, where all are. */
  readonly detail: Detail;
}

/** For people, and for routes: from the finding seen last, where nothing else is said. */
export interface Detail extends Pick<Finding, 'fixedIn' | 'layer' | 'cvss' | 'advisory' | 'description'> {
  /** True where there is a fix for one of its occurrences, or more. */
  readonly fixable: boolean | null;
  readonly exploited: boolean | null;
  /** The highest that is known. */
  readonly epss: number | null;
}

/** A scan that is not complete, as last told, of one line and platform. */
export interface Unscanned {
  readonly line: string;
  readonly platform: string | null;
  readonly digest: string;
  /** Of its image: an older one of the line is no news beside it. */
  readonly pushedAt: Instant;
  readonly status: string;
  /** The description up to its first colon: a change of it is told again. */
  readonly reason: string | null;
  readonly since: Instant;
}

/** The issues of a lineage. */
export interface Ledger {
  readonly issues: readonly Issue[];
  readonly unscanned: readonly Unscanned[];
}

export const EMPTY_LEDGER: Ledger = { issues: [], unscanned: [] };

/** What `receiver` was told since the issue last opened; a receiver may be called `constructor`. */
export const toldTo = ({ told }: Pick<Issue, 'told'>, receiver: string): Told | undefined => {
  const known = told[receiver];
  return known !== undefined && Object.hasOwn(told, receiver) ? known : undefined;
};

/** A text that names an issue within its lineage, and no other: the lengths say where each part ends. */
export const issueKey = ({
  vulnerability,
  packageType,
  packageName,
}: Pick<Issue, 'vulnerability' | 'packageType' | 'packageName'>): string =>
  `${vulnerability.length} ${packageType.length} ${packageName?.length} ${vulnerability}${packageType}${packageName}`;
