import { compareText } from '../../functions/core/domain/compare-text.ts';
import type { Scan } from '../../functions/core/domain/scan.ts';
import type {
  ImageName,
  Images,
  Listed,
  Manifest,
  ManifestAnswer,
  ScanAnswer,
} from '../../functions/core/ports/registry.ts';

/** A manifest as it is pushed; an `Image` is one. */
export type Pushed = ImageName & Omit<Manifest, 'isIndex'>;

/** A registry in memory: it answers what it was told. */
export interface FakeImages extends Images {
  /** A manifest by itself. A tag leaves the image that had it. */
  push(image: Pushed): void;
  pushIndex(index: Pushed, lists: readonly Listed[]): void;
  /** Something that is no image. */
  pushOther(name: ImageName, reason: string): void;
  delete(name: ImageName): void;
  archive(name: ImageName): void;
  scanned(name: ImageName, scan: Scan): void;
  /** The next answers about a scan, in order; the last one stays. */
  answers(name: ImageName, ...next: readonly ScanAnswer[]): void;
}

export const fakeImages = (): FakeImages => {
  const described = new Map<string, Entry>();
  const scans = new Map<string, ScanAnswer[]>();

  const answers: FakeImages['answers'] = (name, ...next) => {
    scans.set(keyOf(name), [...next]);
  };
  const push = ({ repository, digest, tags, pushedAt }: Pushed, lists: readonly Listed[] | null): void => {
    for (const entry of described.values()) if (entry.repository === repository) untag(entry, tags);
    const manifest = { digest, tags, pushedAt, isIndex: lists !== null };
    described.set(keyOf({ repository, digest }), { repository, lists, answer: { kind: 'manifest', manifest } });
  };

  return {
    describe: async (name) => described.get(keyOf(name))?.answer ?? DELETED,
    scan: async (name) => {
      if (!described.has(keyOf(name))) return DELETED;
      const [answer, ...others] = scans.get(keyOf(name)) ?? [];
      if (others.length > 0) answers(name, ...others);
      return answer ?? { kind: 'no-scan', reason: 'there is no scan of it' };
    },
    list: async (repository, indexes) =>
      new Map(
        indexes.flatMap((digest) => {
          const { lists = null, answer } = described.get(keyOf({ repository, digest })) ?? {};
          return lists === null || answer?.kind !== 'manifest' ? [] : [[digest, lists] as const];
        }),
      ),
    tagged: async (repository) =>
      [...described.values()]
        .flatMap(({ repository: its, answer }) =>
          its === repository && answer.kind === 'manifest' ? answer.manifest : [],
        )
        .filter(({ tags }) => tags.length > 0)
        .sort((a, b) => compareText(b.pushedAt, a.pushedAt) || compareText(b.digest, a.digest)),
    push: (image) => push(image, null),
    pushIndex: push,
    pushOther: ({ repository, digest }, reason) => {
      described.set(keyOf({ repository, digest }), { repository, lists: null, answer: { kind: 'no-image', reason } });
    },
    delete: (name) => {
      described.delete(keyOf(name));
    },
    archive: (name) => {
      const entry = described.get(keyOf(name));
      if (entry) entry.answer = { kind: 'gone', cause: 'archived', reason: 'it is archived' };
    },
    scanned: (name, scan) => answers(name, { kind: 'scan', scan }),
    answers,
  };
};

interface Entry {
  readonly repository: string;
  /** Null where it is no index. */
  readonly lists: readonly Listed[] | null;
  answer: ManifestAnswer;
}

const DELETED = { kind: 'gone', cause: 'deleted', reason: 'there is no such image any more' } as const;

const untag = (entry: Entry, taken: readonly string[]): void => {
  if (entry.answer.kind !== 'manifest') return;
  const { manifest } = entry.answer;
  entry.answer = {
    kind: 'manifest',
    manifest: { ...manifest, tags: manifest.tags.filter((tag) => !taken.includes(tag)) },
  };
};

const keyOf = ({ repository, digest }: ImageName): string => `${repository}@${digest}`;
