import { type Row, rowOf, testsOf } from './row.ts';

const verdict = testsOf('core/domain/verdict.test.ts', 'a verdict');
const bare = testsOf(
  'core/domain/verdict.test.ts',
  'a verdict',
  'of an enhanced scan that neither lists nor counts findings',
);
const awaited = testsOf('evaluate-scan/awaited.test.ts', 'an image that was pushed');
const expired = testsOf(
  'core/domain/evaluate-unscanned.test.ts',
  'an image that is scanned no more, its eligibility expired',
);
const unscanned = testsOf('core/domain/evaluate.test.ts', 'a scan that is not complete');
const evaluation = testsOf('evaluate-scan/evaluate-scan.test.ts', 'an evaluation');
const index = testsOf('evaluate-scan/expired.test.ts', 'an index');
const example = (name: string) =>
  testsOf('replay/examples.test.ts')(`${name} tells each receiver what it is to hear, and nothing else`);
const ANY_NOT = ['any', 'either', 'not complete'] as const;

/** What an answer is worth besides its status, and when it is told again. */
export const ANSWERS: readonly Row[] = (
  [
    [
      'scan',
      'either',
      'COMPLETE, no findings',
      'any, the event counted none',
      'clean',
      verdict('complete without findings is clean where the event counted none'),
    ],
    [
      'scan',
      'either',
      'COMPLETE, no findings',
      'any, the event counted some',
      'asked again after 1, 5 and 15 minutes, then told as FINDINGS_UNAVAILABLE',
      verdict('counted findings that are not there are asked for after 1, 5 and 15 minutes, then told'),
    ],
    [
      'scan',
      'either',
      'COMPLETE, no findings',
      'any, the event counted some',
      'the findings come meanwhile: told then',
      testsOf('replay/examples.test.ts')('a scan that is not ready is asked for again, and half of it is an error'),
    ],
    [
      'any',
      'enhanced',
      'COMPLETE or ACTIVE, neither findings nor counts',
      'pushed within 30 minutes',
      'asked again after 1, 5 and 15 minutes, then clean',
      bare('is asked for after 1, 5 and 15 minutes where the image is young, then clean'),
    ],
    [
      'any',
      'enhanced',
      'COMPLETE or ACTIVE, neither findings nor counts',
      'pushed earlier',
      'clean',
      bare('is clean at once where the image is 30 minutes old, or nobody knows how old'),
    ],
    [
      'any',
      'basic',
      'COMPLETE, neither findings nor counts',
      'pushed within 30 minutes',
      'clean',
      bare('is complete with {"engine":"basic"}'),
    ],
    [
      'scan',
      'either',
      'ScanNotFoundException',
      'any',
      'asked again after 1, 5 and 15 minutes, then told as not scanned',
      evaluation('tells that there is no scan, once it has waited for one'),
    ],
    [
      'push',
      'either',
      'ScanNotFoundException',
      'any',
      'awaited: looked at after 30 minutes and 48 hours',
      awaited('is looked at again after half an hour, and after two days'),
    ],
    [
      'push',
      'either',
      'ScanNotFoundException',
      'for 48 hours',
      'told as not scanned, once',
      awaited('is told as not scanned where no scan came for two days, once'),
    ],
    [
      'push',
      'enhanced',
      'PENDING',
      'for 48 hours',
      'told as not scanned, with that status',
      awaited('and is PENDING waits on its lineage, then is told as that'),
    ],
    [
      'push',
      'basic',
      'IN_PROGRESS',
      'for 48 hours',
      'told as not scanned, with that status',
      awaited('and is IN_PROGRESS waits on its lineage, then is told as that'),
    ],
    [
      'push',
      'either',
      'not complete',
      'awaited, a newer one of its line scanned',
      'no news',
      awaited('is told of by a newer one alone: only the newest of a line is news'),
    ],
    ['push', 'either', 'any', 'awaited, deleted', 'awaited no more', awaited('and deleted is awaited no more')],
    [
      ...ANY_NOT,
      'any',
      'told once to its owner; resolves nothing',
      unscanned('is told once to the owner, and resolves nothing'),
    ],
    [
      ...ANY_NOT,
      'the reason changed',
      'told again',
      unscanned('is told again when its reason changes, not when only its details do'),
    ],
    [...ANY_NOT, 'scanned meanwhile', 'told again', unscanned('is told again after a complete scan')],
    [
      ...ANY_NOT,
      'the one before it is scanned again',
      'silent',
      unscanned('is not told again because the image before it is scanned again'),
    ],
    [
      'any',
      'enhanced',
      'SCAN_ELIGIBILITY_EXPIRED',
      'live',
      'told with its last complete scan, then ends; the next day is silent',
      expired('is told with its last complete scan, then its issues are unobserved, and the next day is silent'),
    ],
    [
      'any',
      'enhanced',
      'SCAN_ELIGIBILITY_EXPIRED',
      'live, an older one of its line scanned',
      'resolves nothing',
      expired('resolves nothing, though an older image of its line is scanned and has none of it'),
    ],
    [
      'any',
      'enhanced',
      'SCAN_ELIGIBILITY_EXPIRED',
      'scanned again since',
      'told again when it expires again',
      expired('is told again after it was scanned'),
    ],
    [
      'any',
      'enhanced',
      'SCAN_ELIGIBILITY_EXPIRED',
      'one platform of an index, others scanned',
      'told with the platform, once; the image stays',
      index('of which one platform is scanned no more is told of that, once, and stays'),
    ],
    [
      'any',
      'enhanced',
      'SCAN_ELIGIBILITY_EXPIRED',
      'every platform of an index',
      'told, then the image ends',
      index('of which none is scanned any more ends'),
    ],
    [
      'any',
      'either',
      'a severity of tomorrow',
      'any',
      'counts as CRITICAL, and operators hear of it',
      evaluation('tells operators of a severity that nobody knows, and its owner too'),
    ],
    [
      'any',
      'either',
      'any',
      'no word but COMPLETE and ACTIVE is clean',
      'by property',
      verdict('nothing but COMPLETE and ACTIVE is ever complete'),
    ],
    ['any', 'either', 'each, one after another', 'live', 'told as above, end to end', example('every-status')],
    [
      'any',
      'enhanced',
      'SCAN_ELIGIBILITY_EXPIRED',
      'live',
      'told, then ends, end to end',
      example('eligibility-expired'),
    ],
  ] as const
).map(rowOf);
