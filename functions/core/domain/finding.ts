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
  readonly path: string | null;
  readonly cvss: Cvss | null;
  /** Where the advisory can be read, a URL. */
  readonly advisory: string | null;
  readonly description: string | null;
}

export interface Cvss {
  readonly score: number;
  readonly vector: string | null;
}
