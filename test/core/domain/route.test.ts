import { describe, expect, test } from 'vitest';
import {
  becauseOf,
  holds,
  routesFor,
  routesForAny,
  scanNewsRoutesFor,
  tells,
} from '../../../functions/core/domain/route.ts';
import { aPattern, aPolicy, aRoute } from '../../support/builders.ts';

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

describe('routes for an image', () => {
  test.each([
    ['one that is named', { repository: 'payments/api', tags: ['v1'] }, [0, 1]],
    ['one that `not` leaves out', { repository: 'payments/api', tags: ['pr-1'] }, [0, 3]],
    ['one whose keys all fit', { repository: 'shop/web', tags: ['x', 'v2'] }, [0, 2]],
    ['one of whose keys one does not fit', { repository: 'shop/web', tags: ['x'] }, [0, 3]],
    ['one that nobody names', { repository: 'other', tags: [] }, [0, 3]],
  ])('%s', (_, image, routes) => {
    expect(routesFor(policy, image)).toEqual(routes);
  });

  test('one that a route names by its tag alone is no other’s', () => {
    const byTag = aPolicy({ routes: [aRoute({ whose: tag('v*') }), aRoute({ to: 'platform', otherwise: true })] });
    expect(routesFor(byTag, { repository: 'other', tags: ['v1'] })).toEqual([0]);
    expect(routesFor(byTag, { repository: 'other', tags: ['x'] })).toEqual([1]);
  });

  test('several that are heads: those that choose one of them, in the order of the file', () => {
    const heads = [['x'], ['v2'], ['v2']].map((tags) => ({ tags }));
    expect(routesForAny(policy, 'shop/web', heads)).toEqual([0, 2, 3]);
    expect(routesForAny(policy, 'shop/web', [])).toEqual([]);
  });

  test('a route with neither repository nor tag claims nothing, and hears no scan news', () => {
    expect(scanNewsRoutesFor(policy, { repository: 'payments/api', tags: ['v1'] })).toEqual([1]);
    expect(scanNewsRoutesFor(policy, { repository: 'other', tags: [] })).toEqual([3]);
  });
});

test('a route holds from its threshold up, one without a threshold for every issue', () => {
  const holding = (severity: string) => policy.routes.keys().filter((route) => holds(policy, route, { severity }));
  expect([...holding('CRITICAL')]).toEqual([0, 1, 2, 3]);
  expect([...holding('HIGH')]).toEqual([0, 1, 2]);
  expect([...holding('UNDEFINED')]).toEqual([0, 2]);
  expect([...holding('INFORMATIONAL')]).toEqual([2]);
});

test('a route that the policy does not have holds for nothing, tells nobody, and is no reason', () => {
  expect(holds(policy, 4, { severity: 'CRITICAL' })).toBe(false);
  expect(tells(policy, 4, 'platform')).toBe(false);
  expect(becauseOf(policy, 4)).toEqual([]);
});

test.each([
  [0, 'every image, low and up'],
  [1, 'payments/** but not tag pr-*, high and up'],
  [2, 'web or shop/* tag v*, every issue'],
  [3, 'what no other route names, critical'],
])('route %i reads as %s', (index, rule) => {
  expect(becauseOf(policy, index)).toEqual([{ route: index + 1, rule }]);
});
