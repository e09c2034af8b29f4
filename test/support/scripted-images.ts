import type { ImageAnswer, Images, ScanAnswer } from '../../functions/core/ports.ts';
import { anImage, aScan } from './builders.ts';

type Script<T> = readonly (T | Error)[];

/** A registry that answers as told, in order; the last answer stays. An Error is thrown. */
export const scriptedImages = ({
  describe = [{ kind: 'image', image: anImage() }],
  scan = [{ kind: 'scan', scan: aScan() }],
}: {
  readonly describe?: Script<ImageAnswer>;
  readonly scan?: Script<ScanAnswer>;
} = {}): Images => ({ describe: inOrder(describe), scan: inOrder(scan) });

const inOrder = <T>(script: Script<T>): (() => Promise<T>) => {
  let asked = 0;
  return async () => {
    const answer = script[Math.min(asked, script.length - 1)];
    asked += 1;
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error('the script is empty');
    return answer;
  };
};
