/** What stands for the name of an advisory that has none: the finding is kept and told all the same. */
export const UNNAMED = 'UNNAMED';

/** One vulnerability in one package version at one path, as scanned; for display. */
export interface Finding {
  /** The advisory's name: mostly a CVE, also RHSA-…, ALAS-…, GHSA-…. */
  readonly vulnerability: string;
  /** As the scanner named it, in upper case; may be a name nobody knows. */
  readonly severity: string;
  /** The kind of package, `os` for all that basic scanning finds. */
  readonly packageType: string;
  readonly packageName: string | null;
  readonly version: string | null;
  /** The version that mends it; null where the scanner does not say (basic never does). */
  readonly fixedIn: string | null;
  /** Whether there is a version that mends it; null where the scanner does not say (basic never does). */
  readonly fixable: boolean | null;
  /** Whether an exploit of it is known; null where the scanner does not say (basic never does). */
  readonly exploited: boolean | null;
  /** The probability, 0 to 1, that it is exploited within 30 days (https://www.first.org/epss). Only Inspector's events say. */
  readonly epss: number | null;
  readonly path: string | null;
  /** Digest of the layer that has the package; null where the scanner does not say (basic never does). */
  readonly layer: string | null;
  readonly cvss: Cvss | null;
  /** Where the advisory can be read, a URL. */
  readonly advisory: string | null;
  readonly description: string | null;
  /** Whether a suppression rule of Inspector hides it: accepted upstream. */
  readonly suppressed: boolean;
}

export interface Cvss {
  readonly score: number;
  readonly vector: string | null;
}
