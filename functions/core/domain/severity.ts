/** The severities ECR and Inspector share, least severe first. */
export const SEVERITIES = ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What the scanners say when nobody rated a vulnerability: basic says UNDEFINED, enhanced UNTRIAGED. */
const UNRATED: ReadonlySet<string> = new Set(['UNDEFINED', 'UNTRIAGED']);

const RANKS: ReadonlyMap<string, number> = new Map(SEVERITIES.map((severity, rank) => [severity, rank]));

export const isUnrated = (name: string): boolean => UNRATED.has(name);

/** Whether `name` is a severity, or an "unrated", that this release knows. */
export const isKnown = (name: string): boolean => RANKS.has(name) || UNRATED.has(name);

/**
 * How bad a severity is, by the name the scanner gave.
 *
 * @param name - as scanned, in upper case
 * @param unratedAs - what the policy lets unrated vulnerabilities compare as
 * @returns 0 (INFORMATIONAL) to 4 (CRITICAL); a name nobody knows ranks as CRITICAL, so that it is told
 */
export const rank = (name: string, unratedAs: Severity): number =>
  RANKS.get(name) ?? (isUnrated(name) ? RANKS.get(unratedAs) : undefined) ?? SEVERITIES.length - 1;

/** Whether `name` is as severe as `threshold`, or more so. A threshold is an order, never a set. */
export const atLeast = (name: string, threshold: Severity, unratedAs: Severity): boolean =>
  rank(name, unratedAs) >= rank(threshold, unratedAs);
