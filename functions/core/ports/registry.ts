import type { Instant, Part, Registry } from '../domain/image.ts';
import type { Labels } from '../domain/origin.ts';
import type { Scan } from '../domain/scan.ts';

/** Names one manifest. */
export interface ImageName {
  readonly repository: string;
  readonly digest: string;
}

/** What the registry says of a manifest. */
export interface Manifest {
  readonly digest: string;
  readonly tags: readonly string[];
  readonly pushedAt: Instant;
  /** Whether it is an index of others. */
  readonly isIndex: boolean;
}

/** What the registry says a digest is. */
export type ManifestAnswer =
  | { readonly kind: 'manifest'; readonly manifest: Manifest }
  /** An attestation, a signature, a chart, a cache: nothing that is scanned as an image. */
  | { readonly kind: 'no-image'; readonly reason: string }
  | { readonly kind: 'gone'; readonly cause: 'deleted' | 'archived'; readonly reason: string };

/** What the registry says of an image's scan. */
export type ScanAnswer =
  | { readonly kind: 'scan'; readonly scan: Scan }
  /** There is no scan of this image, whatever the event said. */
  | { readonly kind: 'no-scan'; readonly reason: string }
  | { readonly kind: 'gone'; readonly cause: 'deleted'; readonly reason: string }
  /** The pages are of two different scans: begin again. */
  | { readonly kind: 'torn'; readonly reason: string };

/** What an index lists: a part of the image; or an attestation and the like, which is no image. */
export type Listed = (Part & { readonly isImage: true }) | { readonly digest: string; readonly isImage: false };

/** The registry. Throttling, outages and broken connections throw; a partial result is never returned. */
export interface Images {
  describe(name: ImageName): Promise<ManifestAnswer>;
  scan(name: ImageName): Promise<ScanAnswer>;
  /**
   * What indexes list, by the digest of each; one that is gone is left out.
   *
   * @param indexes - at most 100 digests
   */
  list(repository: string, indexes: readonly string[]): Promise<ReadonlyMap<string, readonly Listed[]>>;
  /** The images and indexes of a repository that have a tag and are not archived, those pushed last first, up to a limit of pages. */
  tagged(repository: string): Promise<readonly Manifest[]>;
}

/** What images say of themselves. */
export interface ImageLabels {
  /** The labels of the image, of an index those of one of its images; none where it has none, or they are too large. */
  read(name: ImageName): Promise<Labels>;
}

/** How the registry scans a repository by itself. */
export interface RepositoryScanning {
  /** ECR's word, such as MANUAL: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_RepositoryScanningConfiguration.html */
  readonly frequency: string;
  readonly onPush: boolean;
}

/** The registry as a whole, and what it is asked to scan. Throttling, outages and broken connections throw. */
export interface Repositories {
  all(): Promise<readonly { readonly repository: string; readonly registry: Registry }[]>;
  /** What scans the registry, by ECR's word: BASIC or ENHANCED; `denied`: we may not know. */
  scanType(): Promise<{ readonly kind: 'type'; readonly type: string } | Denied>;
  /**
   * How they are scanned; one that is gone is left out.
   *
   * @param repositories - at most 25
   */
  scanning(repositories: readonly string[]): Promise<ReadonlyMap<string, RepositoryScanning>>;
  /** Starts a basic scan. `not-started`: it was scanned within 24 hours, is gone, or cannot be scanned. */
  startScan(name: ImageName): Promise<{ readonly kind: 'started' | 'not-started' } | Denied>;
}

/** We may not have it: a person must allow it. */
export interface Denied {
  readonly kind: 'denied';
  readonly reason: string;
}
