import { describe, expect, test } from 'vitest';
import type { Issue } from '../../../functions/core/domain/ledger.ts';
import type { Route } from '../../../functions/core/domain/policy.ts';
import {
  becauseOf,
  holds,
  isScoredAlike,
  routesFor,
  routesForAny,
  scanNewsRoutesFor,
  tells,
} from '../../../functions/core/domain/route.ts';
import { anIssue, aPattern, aPolicy, aRoute } from '../../support/builders.ts';

const repository = (...globs: string[]) => ({ repository: globs.map(aPattern), tag: null });
const tag = (...globs: string[]) => ({ repository: null, tag: globs.map(aPattern) });

const policy = aPolicy({
  routes: [
    aRoute({ to: 'payments', severity: 'LOW' }),
    aRoute({ to: 'payments', whose: repository('payments/**'), not: tag('pr-*'), severity: 'HIGH' }),
    aRoute({ to: 'payments', whose: { ...repository('web', 'shop/*'), tag: [aPattern('v*')] } }),
    aRoute({ to: 'platform', otherwise: true, severity: 'CRITICAL' }),
  ],
});

const FACTS = aPolicy({
  routes: [
    ...policy.routes,
    aRoute({
      whose: repository('payments/**'),
      severity: 'HIGH',
      fixable: true,
      exploited: true,
      epss: 0.1,
      cvss: 7,
      inUse: true,
    }),
    aRoute({ fixable: false, exploited: false, epss: 0.07, inUse: false }),
    aRoute({ inUse: true }),
  ],
});

describe('routes for an image', () => {
  test.each([
    ['one that is named', { repository: 'payments/api', tags: ['v1'] }, [0, 1]],
    ['one that `not` leaves out', { repository: 'payments/api', tags: ['pr-1'] }, [0, 3]],
    ['one whose keys all fit', { repository: 'shop/web', tags: ['x', 'v2'] }, [0, 2]],
    ['one of whose keys one does not fit', { repository: 'shop/web', tags: ['x'] }, [0, 3]],
    ['one that nobody names', { repository: 'other', tags: [] }, [0, 3]],
  ])('%s', (_, image, routes) => {
    expect(routesFor(policy, { ...image, inUse: null })).toEqual(routes);
  });

  test('one that a route names by its tag alone is no other’s', () => {
    const byTag = aPolicy({ routes: [aRoute({ whose: tag('v*') }), aRoute({ to: 'platform', otherwise: true })] });
    expect(routesFor(byTag, { repository: 'other', tags: ['v1'], inUse: null })).toEqual([0]);
    expect(routesFor(byTag, { repository: 'other', tags: ['x'], inUse: null })).toEqual([1]);
  });

  test('several that are heads: those that choose one of them, in the order of the file', () => {
    const heads = [['x'], ['v2'], ['v2']].map((tags) => ({ tags, inUse: null }));
    expect(routesForAny(policy, 'shop/web', heads)).toEqual([0, 2, 3]);
    expect(routesForAny(policy, 'shop/web', [])).toEqual([]);
  });

  test('a route with neither repository nor tag claims nothing, and hears no scan news', () => {
    expect(scanNewsRoutesFor(policy, { repository: 'payments/api', tags: ['v1'] })).toEqual([1]);
    expect(scanNewsRoutesFor(policy, { repository: 'other', tags: [] })).toEqual([3]);
  });
});

test('a route holds from its threshold up, one without a threshold for every issue', () => {
  const holding = (severity: string) =>
    policy.routes.keys().filter((route) => holds(policy, route, anIssue({ severity })));
  expect([...holding('CRITICAL')]).toEqual([0, 1, 2, 3]);
  expect([...holding('HIGH')]).toEqual([0, 1, 2]);
  expect([...holding('UNDEFINED')]).toEqual([0, 2]);
  expect([...holding('INFORMATIONAL')]).toEqual([2]);
});

describe('a route that asks for facts', () => {
  const detail = (facts: Partial<Issue['detail']>) => anIssue({ detail: { ...anIssue().detail, ...facts } });
  const isHolding = (route: Partial<Route>, facts: Partial<Issue['detail']>) =>
    holds(aPolicy({ routes: [aRoute(route)] }), 0, detail(facts));

  test.each(['fixable', 'exploited'] as const)('holds where %s is said so, and not where nothing is said', (fact) => {
    for (const wanted of [true, false]) {
      expect(isHolding({ [fact]: wanted }, { [fact]: wanted })).toBe(true);
      expect(isHolding({ [fact]: wanted }, { [fact]: !wanted })).toBe(false);
      expect(isHolding({ [fact]: wanted }, { [fact]: null })).toBe(false);
    }
  });

  test('holds from a score up, and not where none is said', () => {
    expect([0.09, 0.1, null].map((epss) => isHolding({ epss: 0.1 }, { epss }))).toEqual([false, true, false]);
    const scores = [{ score: 6.9, vector: null }, { score: 7, vector: null }, null];
    expect(scores.map((cvss) => isHolding({ cvss: 7 }, { cvss }))).toEqual([false, true, false]);
    expect(isHolding({ epss: 0 }, { epss: null })).toBe(false);
  });

  test('holds only where all that it asks for is so', () => {
    const all = { fixable: true, exploited: true, epss: 0.1, cvss: 7 };
    const issue = { fixable: true, exploited: true, epss: 0.2, cvss: { score: 8, vector: null } };
    expect(isHolding(all, issue)).toBe(true);
    expect(isHolding({ ...all, severity: 'CRITICAL' }, issue)).toBe(true);
    for (const wrong of [{ fixable: false }, { exploited: null }, { epss: 0.05 }, { cvss: null }])
      expect(isHolding(all, { ...issue, ...wrong })).toBe(false);
  });
});

describe('two scores are alike', () => {
  const scores = (epss: number | null, score: number | null) => ({
    epss,
    cvss: score === null ? null : { score, vector: null },
  });
  const asking = aPolicy({ routes: [aRoute({ epss: 0.1 }), aRoute({ epss: 0.5, cvss: 7 }), aRoute()] });

  test('where no route looks at them', () => {
    expect(isScoredAlike(aPolicy({ routes: [aRoute({ severity: 'HIGH' })] }))(scores(0, 0), scores(1, 10))).toBe(true);
  });

  test('between two thresholds', () => {
    const isAlike = isScoredAlike(asking);
    expect(isAlike(scores(0.1, 7), scores(0.4, 10))).toBe(true);
    expect(isAlike(scores(0.1, 7), scores(0.09, 7))).toBe(false);
    expect(isAlike(scores(0.4, 7), scores(0.5, 7))).toBe(false);
    expect(isAlike(scores(0.4, 6.9), scores(0.4, 7))).toBe(false);
    expect(isAlike(scores(0.4, 7), scores(0.4, null))).toBe(false);
    expect(isAlike(scores(null, null), scores(0.05, 1))).toBe(true);
  });

  test('where the EPSS score is not said again', () => {
    expect(isScoredAlike(asking)(scores(0.4, 7), scores(null, 7))).toBe(true);
  });
});

describe('a route that asks for images in use, or for others', () => {
  const used = aPolicy({
    routes: [
      aRoute({ whose: tag('v*'), inUse: true }),
      aRoute({ whose: tag('v*'), inUse: false }),
      aRoute({ to: 'platform', otherwise: true }),
      aRoute({ to: 'platform', inUse: true }),
    ],
  });
  const chosen = (inUse: number | null, name = 'v1') => routesFor(used, { repository: 'other', tags: [name], inUse });

  test('chooses what is known to run, or not', () => {
    expect(chosen(2)).toEqual([0, 3]);
    expect(chosen(0)).toEqual([1]);
    expect(chosen(null)).toEqual([1]);
    expect(chosen(1, 'web')).toEqual([2, 3]);
  });

  test('chooses an image by all that it says: another that runs is none', () => {
    const heads = [
      { tags: ['v1'], inUse: 0 },
      { tags: ['web'], inUse: 1 },
    ];
    expect(routesForAny(used, 'other', heads)).toEqual([1, 2, 3]);
  });

  test('claims it for scan news and against `otherwise` all the same', () => {
    const running = aPolicy({ routes: [aRoute({ whose: tag('v*'), inUse: true }), aRoute({ otherwise: true })] });
    expect(routesFor(running, { repository: 'other', tags: ['v1'], inUse: 0 })).toEqual([]);
    expect(scanNewsRoutesFor(running, { repository: 'other', tags: ['v1'] })).toEqual([0]);
  });
});

test('a route that the policy does not have holds for nothing, tells nobody, and is no reason', () => {
  expect(holds(policy, 4, anIssue())).toBe(false);
  expect(tells(policy, 4, 'platform')).toBe(false);
  expect(becauseOf(policy, 4)).toEqual([]);
});

test.each([
  [0, 'every image, low and up'],
  [1, 'payments/** but not tag pr-*, high and up'],
  [2, 'web or shop/* tag v*, every issue'],
  [3, 'what no other route names, critical'],
  [4, 'payments/**, high and up, fixable, exploited, EPSS 10 % and up, CVSS 7 and up, in use'],
  [5, 'every image, not fixable, not exploited, EPSS 7 % and up, not in use'],
  [6, 'every image, every issue, in use'],
])('route %i reads as %s', (index, rule) => {
  expect(becauseOf(FACTS, index)).toEqual([{ route: index + 1, rule }]);
});
