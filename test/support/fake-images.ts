import type { Image } from '../../functions/core/domain/image.ts';
import type { Scan } from '../../functions/core/domain/scan.ts';
import type { ImageAnswer, ImageName, Images, ScanAnswer } from '../../functions/core/ports.ts';

/** A registry in memory: it answers what it was told. */
export interface FakeImages extends Images {
  push(image: Image): void;
  /** Something that is no image. */
  pushOther(name: ImageName, reason: string): void;
  delete(name: ImageName): void;
  scanned(name: ImageName, scan: Scan): void;
  /** The next answers about a scan, in order; the last one stays. */
  answers(name: ImageName, ...next: readonly ScanAnswer[]): void;
}

export const fakeImages = (): FakeImages => {
  const described = new Map<string, ImageAnswer>();
  const scans = new Map<string, ScanAnswer[]>();
  const gone = { kind: 'gone', reason: 'there is no such image any more' } as const;
  const answers: FakeImages['answers'] = (name, ...next) => {
    scans.set(keyOf(name), [...next]);
  };
  return {
    describe: async (name) => described.get(keyOf(name)) ?? gone,
    scan: async (name) => {
      if (!described.has(keyOf(name))) return gone;
      const [answer, ...others] = scans.get(keyOf(name)) ?? [];
      if (others.length > 0) answers(name, ...others);
      return answer ?? { kind: 'no-scan', reason: 'there is no scan of it' };
    },
    push: (image) => {
      described.set(keyOf(image), { kind: 'image', image });
    },
    pushOther: (name, reason) => {
      described.set(keyOf(name), { kind: 'no-image', reason });
    },
    delete: (name) => {
      described.delete(keyOf(name));
    },
    scanned: (name, scan) => answers(name, { kind: 'scan', scan }),
    answers,
  };
};

const keyOf = ({ repository, digest }: ImageName): string => `${repository}@${digest}`;
