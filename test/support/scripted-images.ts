import type { Images, Listed, Manifest, ManifestAnswer, ScanAnswer } from '../../functions/core/ports/registry.ts';
import { anImage, aScan } from './builders.ts';

type Script<T> = readonly (T | Error)[];

const { digest, tags, pushedAt } = anImage();

/** A registry that answers as told, in order; the last answer stays. An Error is thrown. */
export const scriptedImages = ({
  describe = [{ kind: 'manifest', manifest: { digest, tags, pushedAt, isIndex: false } }],
  scan = [{ kind: 'scan', scan: aScan() }],
  list = [new Map()],
  tagged = [[{ digest, tags, pushedAt, isIndex: false }]],
}: {
  readonly describe?: Script<ManifestAnswer>;
  readonly scan?: Script<ScanAnswer>;
  readonly list?: Script<ReadonlyMap<string, readonly Listed[]>>;
  readonly tagged?: Script<readonly Manifest[]>;
} = {}): Images => ({
  describe: inOrder(describe),
  scan: inOrder(scan),
  list: inOrder(list),
  tagged: inOrder(tagged),
});

const inOrder = <T>(script: Script<T>): (() => Promise<T>) => {
  let asked = 0;
  return async () => {
    const answer = script[Math.min(asked, script.length - 1)];
    asked += 1;
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error('the script is empty');
    return answer;
  };
};
