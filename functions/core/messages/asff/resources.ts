import { compareText } from '../../domain/compare-text.ts';
import type { Issue } from '../../domain/ledger.ts';
import type { Head } from '../../domain/lineage.ts';
import type { EvaluationRecord } from '../../domain/record.ts';
import { rank, type Severity } from '../../domain/severity.ts';
import { consoleUrl } from '../links.ts';
import { partitionOf } from '../partition.ts';
import { onlyPlatform } from '../platforms.ts';
import type { AsffResource } from './format.ts';
import { line } from './text.ts';

/** Ours, of one image: an image can have 1,000, and a finding 240 KB in all. */
const MOST_TAGS = 20;
/** ECR's limit: https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html */
const MAX_TAG = 300;
const MAX_ARCHITECTURE = 64;

/** The images that have an issue, as Security Hub shows them, and the page of the first in the console. */
export interface Shown {
  readonly resources: AsffResource[];
  readonly page: string | null;
}

interface OneShown extends Shown {
  readonly digest: string;
  readonly pushedAt: string;
}

/**
 * Finds the images that have an issue, the one with the worst first, then the one pushed last.
 * Where none has it any more: the image whose scan said so. What is in one image alone shares what is shown of it.
 */
export const imagesOf = (record: EvaluationRecord, unratedAs: Severity): ((issue: Issue) => Shown) => {
  const shownOf = shown(record);
  const live = new Map(record.heads.map((head) => [head.digest, shownOf(head)]));
  const scanned = shownOf({ ...record.image, platform: onlyPlatform(record.image) });
  return ({ occurrences }) => {
    const [first] = occurrences;
    if (occurrences.every(({ digest }) => digest === first?.digest)) return live.get(first?.digest ?? '') ?? scanned;
    const worst = new Map<string, number>();
    for (const { digest, severity } of occurrences)
      worst.set(digest, Math.max(worst.get(digest) ?? 0, rank(severity, unratedAs)));
    const rankOf = ({ digest }: OneShown): number => worst.get(digest) ?? 0;
    const [newest = scanned, ...others] = [...worst.keys()]
      .flatMap((digest) => live.get(digest) ?? [])
      .sort((a, b) => rankOf(b) - rankOf(a) || compareText(place(b), place(a)));
    return { resources: [newest, ...others].flatMap(({ resources }) => resources), page: newest.page };
  };
};

/** The newest last. */
const place = ({ pushedAt, digest }: OneShown): string => `${pushedAt} ${digest}`;

/** An image as Security Hub's native findings name it. */
const shown =
  ({ registry, image: { repository } }: EvaluationRecord) =>
  ({ digest, tags, pushedAt, platform }: Pick<Head, 'digest' | 'tags' | 'pushedAt' | 'platform'>): OneShown => {
    const { account, region } = registry;
    const partition = partitionOf(region);
    const details = {
      RegistryId: account,
      RepositoryName: repository,
      ImageDigest: digest,
      ImagePublishedAt: pushedAt,
      ImageTags: someTags(tags),
      Architecture: line(platform?.split('/')[1] ?? null, MAX_ARCHITECTURE),
    };
    const resource: AsffResource = {
      Type: 'AwsEcrContainerImage',
      Id: `arn:${partition}:ecr:${region}:${account}:repository/${repository}/${digest}`,
      Partition: partition,
      Region: region,
      Details: { AwsEcrContainerImage: details },
    };
    return { resources: [resource], page: consoleUrl(registry, { repository, digest }), digest, pushedAt };
  };

const someTags = (tags: readonly string[]): string[] | undefined => {
  const some = tags.slice(0, MOST_TAGS).flatMap((tag) => line(tag, MAX_TAG) ?? []);
  return some.length === 0 ? undefined : some;
};
