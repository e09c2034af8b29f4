import { describe, expect, test } from 'vitest';
import { becauseOf, routesFor, scanNewsRoutesFor } from '../../../functions/core/domain/route.ts';
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

  test('a route with neither repository nor tag claims nothing, and hears no scan news', () => {
    expect(scanNewsRoutesFor(policy, { repository: 'payments/api', tags: ['v1'] })).toEqual([1]);
    expect(scanNewsRoutesFor(policy, { repository: 'other', tags: [] })).toEqual([3]);
  });
});

test.each([
  [0, 'every image, low and up'],
  [1, 'payments/** but not tag pr-*, high and up'],
  [2, 'web or shop/* tag v*, every issue'],
  [3, 'what no other route names, critical'],
])('route %i reads as %s', (index, rule) => {
  expect(becauseOf(policy, index)).toEqual([{ route: index + 1, rule }]);
});
