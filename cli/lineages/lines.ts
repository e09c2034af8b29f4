import { compareText } from '../../functions/core/domain/compare-text.ts';
import type { Instant } from '../../functions/core/domain/image.ts';
import { type Head, linesOf } from '../../functions/core/domain/lineage.ts';
import type { Policy } from '../../functions/core/domain/policy.ts';
import type { LineageItem } from '../../functions/core/ports/lineages.ts';
import type { Manifest } from '../../functions/core/ports/registry.ts';

/** So many images of a line are shown besides those that are live. */
const MOST_SHOWN = 3;

/** A platform on which an image is live, and how long without another push. */
export interface Live {
  readonly platform: string | null;
  readonly until: Instant;
}

/** An image as the registry has it now, and where it is live. */
export interface LineImage extends Manifest {
  readonly live: readonly Live[];
  /** False of one that is live all the same: its tag went to another image, or is not seen. */
  readonly hasTagOfLine: boolean;
}

/** The images of a lineage whose tags have one shape. */
export interface Line<I extends LineImage = LineImage> {
  readonly line: string;
  /** How many have a tag of the line. */
  readonly count: number;
  /** Those that are live, and those pushed last; by push. */
  readonly shown: readonly I[];
}

export interface Lineage<I extends LineImage = LineImage> {
  readonly lineage: string;
  /** Whether anything of it was evaluated, or an index of it seen. */
  readonly isKnown: boolean;
  /** Of its latest evaluation that brought something; null where none did. */
  readonly recordKey: string | null;
  readonly lines: readonly Line<I>[];
}

interface Now {
  readonly policy: Policy;
  readonly repository: string;
  /** Those pushed last first. */
  readonly tagged: readonly Manifest[];
  readonly at: Instant;
}

/** How the images of a repository fall into the lines of a lineage. */
export const lineageNow = (now: Now, lineage: string, item: LineageItem | null): Lineage => {
  const { policy, repository, tagged, at } = now;
  const heads = (item?.heads ?? []).filter(({ liveUntil }) => liveUntil > at);
  const byLine = new Map<string, Manifest[]>(heads.map(({ line }) => [line, []]));
  for (const image of tagged)
    for (const line of linesOf(policy, lineage, { repository, tags: image.tags }, true))
      byLine.set(line, [...(byLine.get(line) ?? []), image]);
  const lines = [...byLine].sort(([a], [b]) => compareText(a, b));
  return {
    lineage,
    isKnown: item !== null,
    recordKey: item?.recordKey ?? null,
    lines: lines.map(([line, images]) =>
      lineNow(
        line,
        images,
        heads.filter((head) => head.line === line),
      ),
    ),
  };
};

const lineNow = (line: string, images: readonly Manifest[], heads: readonly Head[]): Line => {
  const tagged = images.map((image) => ({ ...image, live: liveOn(image.digest, heads), hasTagOfLine: true }));
  const others = heads.filter(({ image }) => images.every(({ digest }) => digest !== image));
  const untagged = [...Map.groupBy(others, ({ image }) => image).values()].flatMap(([head]) =>
    head === undefined ? [] : [asHeadsKnow(head, heads)],
  );
  return {
    line,
    count: images.length,
    shown: [...tagged.filter(({ live }, at) => at < MOST_SHOWN || live.length > 0), ...untagged],
  };
};

const liveOn = (image: string, heads: readonly Head[]): readonly Live[] =>
  heads.filter((head) => head.image === image).map(({ platform, liveUntil }) => ({ platform, until: liveUntil }));

const asHeadsKnow = ({ image, digest, tags, pushedAt }: Head, heads: readonly Head[]): LineImage => ({
  digest: image,
  tags,
  pushedAt,
  isIndex: image !== digest,
  live: liveOn(image, heads),
  hasTagOfLine: false,
});
