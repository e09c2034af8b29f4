import { type Row, rowOf, testsOf } from './row.ts';

const switched = testsOf('core/domain/switched.property.test.ts', 'where another engine scans than before');
const example = (name: string) =>
  testsOf('replay/examples.test.ts')(`${name} tells each receiver what it is to hear, and nothing else`);
const law = testsOf('core/domain/laws.property.test.ts', 'in every history');
const inUse = testsOf('core/domain/heads.test.ts', 'an image that is in use');

const SWITCH = ['any', 'either', 'COMPLETE, ACTIVE'] as const;
const ENHANCED = ['any', 'enhanced', 'COMPLETE, ACTIVE'] as const;

/** What only one engine knows, and what comes of another one. */
export const ENGINES: readonly Row[] = (
  [
    [
      ...SWITCH,
      'live, another engine scans it now',
      'nothing is resolved, nothing is new that was open by another name',
      switched('nothing is resolved, and nothing opens that was open by another name'),
    ],
    [
      ...SWITCH,
      'live, another engine scans it now',
      'what was told stays told',
      switched('what was told stays told, and first seen when it was'),
    ],
    [
      ...SWITCH,
      'live, another engine scans it now',
      'each receiver hears of it once',
      switched(
        'each receiver hears of it once, where a route of its holds, and of what it does not know; no news beside',
      ),
    ],
    [
      ...SWITCH,
      'live, another engine scans it now',
      'Security Hub: Inspector sends its own, and ours are archived',
      switched(
        'Security Hub gives back all that it was told, by the names it was told, and is told again when basic scans',
      ),
    ],
    [...ENHANCED, 'in use, another took its place', 'stays live', inUse('stays live when another takes its place')],
    [...ENHANCED, 'in use no more', 'is live no more', inUse('is live no more when nothing runs it')],
    [
      ...ENHANCED,
      'in use, pushed more than 180 days ago',
      'live',
      inUse('is live though it never led, and though it is older than 180 days'),
    ],
    [...ENHANCED, 'in use, lost its tag', 'stays live', inUse('is live though it lost its tag')],
    [...ENHANCED, 'in use, deleted', 'gone', inUse('is gone with its image')],
    [
      ...ENHANCED,
      'with an exploit, or a fix, that became known',
      'exploited, fixable: told',
      law(
        'an issue is exploited, or can be fixed, where that is said of what nobody accepted, whatever was scanned last',
      ),
    ],
    [
      'scan',
      'enhanced',
      'ACTIVE',
      'never scanned before',
      'a first count, with what only Inspector knows',
      example('enhanced-first-scan'),
    ],
    [
      'findings',
      'enhanced',
      'ACTIVE',
      'three weeks old, something disclosed since',
      'told',
      example('disclosed-later-enhanced'),
    ],
    [
      'sweep',
      'basic',
      'COMPLETE',
      'three weeks old, something disclosed since',
      'told',
      example('disclosed-later-basic'),
    ],
    ['findings', 'enhanced', 'ACTIVE', 'hundreds of events at once', 'told once', example('burst-of-findings')],
    ['any', 'either', 'COMPLETE, ACTIVE', 'another engine scans it now', 'one note', example('engine-switch')],
  ] as const
).map(rowOf);
