import type { PeopleAlert } from '../../domain/alert.ts';
import type { Instant } from '../../domain/image.ts';
import type { Origin } from '../../domain/origin.ts';
import type { Engine } from '../../domain/scan.ts';
import { engineOf } from '../engine.ts';
import { containersOf } from '../in-use.ts';
import { ecrPage, inspectorPage, webAddress } from '../links.ts';
import { originTold } from '../origin.ts';
import { onlyPlatform, platformsOf } from '../platforms.ts';
import type { Told } from '../telling.ts';
import { type Attributes, attributesOf } from './attributes.ts';
import { machinePlatforms } from './machine-platforms.ts';
import { sendable, sendableOrNull } from './sendable.ts';

/** What every alert for machines says. */
export interface About extends Pick<Attributes, 'severity' | 'repository' | 'transition'> {
  readonly version: 1;
  /** When it was decided. */
  readonly at: Instant;
  readonly account: string;
  readonly region: string;
  /** At most 20. */
  readonly tags: readonly string[];
  readonly digest: string;
  /** Such as `linux/amd64`, of an image that is one manifest; null where nothing says it, and of an image of several. */
  readonly platform: string | null;
  /** Those that the image has, as far as they are known; at most 20. */
  readonly platforms: readonly string[];
  readonly pushedAt: Instant;
  /**
   * What the image was made from: a commit, or the tag of one, and its page or that of its source, each null where nobody
   * knows. Null where nothing says anything, and of round-ups and posture news.
   */
  readonly origin: Origin | null;
  /** Containers that run it; null where the scanner does not say: basic scanning never does. */
  readonly inUse: number | null;
  /** Null where there is no scan. */
  readonly engine: Engine | null;
  /** The image's page in the console; of posture news that of its repository. */
  readonly console: string | null;
  /** The page of its findings in Inspector, where Inspector has any that are told. */
  readonly inspector: string | null;
  /** The routes of the policy, counted from 1, that this is told for; at most 10. */
  readonly because: readonly { readonly route: number; readonly rule: string }[];
  /** The hash of the policy that decided. */
  readonly policy: string;
  /** The key of the record that tells it all. */
  readonly record: string;
}

const MOST_TAGS = 20;
const MOST_ROUTES = 10;

/** As many as anybody gives. */
export const machineTags = (tags: readonly string[]): readonly string[] => tags.slice(0, MOST_TAGS).map(sendable);

const originOf = (told: Told<PeopleAlert>): Origin | null => {
  const origin = originTold(told);
  return origin && { revision: sendableOrNull(origin.revision), url: webAddress(origin.url) };
};

/** What an alert says besides its kind's own. */
export const aboutOf = <K extends string>(kind: K, told: Told<PeopleAlert>): About & { readonly kind: K } => {
  const { alert, record, recordKey, image } = told;
  const { registry } = record;
  const { severity, repository, transition } = attributesOf(told);
  return {
    version: 1,
    kind,
    at: record.at,
    account: registry.account,
    region: registry.region,
    ...{ severity, repository, transition },
    tags: machineTags(image.tags),
    digest: sendable(image.digest),
    platform: sendableOrNull(onlyPlatform(image)),
    platforms: machinePlatforms(platformsOf(image)),
    pushedAt: image.pushedAt,
    origin: originOf(told),
    inUse: containersOf(told),
    engine: engineOf(told),
    console: ecrPage(told),
    inspector: inspectorPage(told),
    because: alert.because.slice(0, MOST_ROUTES).map(({ route, rule }) => ({ route, rule: sendable(rule) })),
    policy: record.policyHash,
    record: recordKey,
  };
};
