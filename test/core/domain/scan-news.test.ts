import { expect, test } from 'vitest';
import { scanNewsAlerts } from '../../../functions/core/domain/scan-news.ts';
import { aBotReceiver, anImage, aPattern, aPolicy, aRoute } from '../../support/builders.ts';

const news = { status: 'FAILED', description: 'UnsupportedImageError: no', platforms: [], lastComplete: null };
const owned = (to: string, glob: string) =>
  aRoute({ to, whose: { repository: [aPattern(glob)], tag: null }, severity: 'CRITICAL', mention: 'S0PAYMENTS' });

test('scan news goes to those whose routes name the image, for each of these routes, and calls nobody by name', () => {
  const policy = aPolicy({
    receivers: ['payments', 'web', 'audit', 'platform'].map(aBotReceiver),
    routes: [
      owned('payments', 'payments/*'),
      owned('web', 'web/*'),
      owned('audit', 'payments/api'),
      owned('payments', 'payments/a*'),
      aRoute({ to: 'platform', otherwise: true }),
    ],
  });
  expect(scanNewsAlerts(policy, anImage(), news)).toEqual([
    {
      kind: 'scan-news',
      receiver: 'payments',
      because: [
        { route: 1, rule: 'payments/*, critical' },
        { route: 4, rule: 'payments/a*, critical' },
      ],
      mention: [],
      ...news,
    },
    {
      kind: 'scan-news',
      receiver: 'audit',
      because: [{ route: 3, rule: 'payments/api, critical' }],
      mention: [],
      ...news,
    },
  ]);
});
