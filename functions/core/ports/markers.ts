import type { Instant, Registry } from '../domain/image.ts';
import type { ImageName } from './registry.ts';

/** That findings of an image changed since it was last evaluated for that. */
export interface Marker {
  readonly registry: Registry;
  readonly repository: string;
  readonly digest: string;
  /** Rises with each mark, and never comes again, not even after it was cleared. */
  readonly version: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** EPSS scores of vulnerabilities that events spoke of. */
  readonly epss: Readonly<Record<string, number>>;
}

/** Where markers are kept. */
export interface Markers {
  /** One write. `first`: nothing was marked before: somebody has to send a nudge. */
  mark(
    image: Pick<Marker, 'registry' | 'repository' | 'digest'>,
    epss: Readonly<Record<string, number>>,
    now: Instant,
  ): Promise<'first' | 'again'>;
  read(name: ImageName): Promise<Marker | null>;
  /** Takes the marker away, if it was not marked again since `version`. */
  clear(name: ImageName, version: number): Promise<'cleared' | 'marked-again'>;
  /** Those whose evaluation is overdue, earliest first. */
  due(now: Instant, limit: number): Promise<readonly ImageName[]>;
  /** What was marked before is evaluated: what came since counts from now, and is overdue when it is quiet. */
  renew(name: ImageName, now: Instant): Promise<void>;
  /** It is not overdue before `dueAt`; one that was cleared meanwhile stays so. */
  postpone(name: ImageName, dueAt: Instant): Promise<void>;
}
