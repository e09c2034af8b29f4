import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alert } from '../../../functions/core/domain/alert.ts';
import type { Finding } from '../../../functions/core/domain/finding.ts';
import type { Image } from '../../../functions/core/domain/image.ts';
import { issueKey } from '../../../functions/core/domain/ledger.ts';
import type { Policy } from '../../../functions/core/domain/policy.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import { routesFor } from '../../../functions/core/domain/route.ts';
import { atLeast, rank, SEVERITIES } from '../../../functions/core/domain/severity.ts';
import type { Settled } from '../../../functions/core/domain/verdict.ts';
import { anyFinding } from '../../support/arbitraries.ts';
import { aDigest, aFinding, anImage, aPattern, aPolicy, aRoute, aScan } from '../../support/builders.ts';
import { aStory, recordOf } from '../../support/story.ts';

// Few names, so that images, lines and issues meet.
const IMAGES: readonly Image[] = [
  anImage({ digest: aDigest('1'), tags: ['v1.0.0'], pushedAt: '2026-01-01T00:00:00.000Z' }),
  anImage({ digest: aDigest('2'), tags: ['v1.1.0'], pushedAt: '2026-02-01T00:00:00.000Z' }),
  anImage({ digest: aDigest('3'), tags: ['pr-7'], pushedAt: '2026-02-01T00:00:00.000Z' }),
  anImage({ digest: aDigest('4'), tags: [], pushedAt: '2026-03-01T00:00:00.000Z' }),
];

const anySmallFinding: fc.Arbitrary<Finding> = fc
  .record({
    vulnerability: fc.constantFrom('CVE-1', 'CVE-2', 'CVE-3'),
    packageName: fc.constantFrom('openssl', 'zlib', null),
    severity: fc.constantFrom('LOW', 'HIGH', 'CRITICAL', 'UNDEFINED', 'ODD'),
    version: fc.constantFrom('1', '2'),
  })
  .map(aFinding);

const anyVerdict: fc.Arbitrary<Settled> = fc.oneof(
  { weight: 4, arbitrary: fc.array(anySmallFinding, { maxLength: 5 }).map(complete) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('a: x', 'a: y', 'b').map((description): Settled => {
      const scan = aScan({ status: 'FAILED', description, findings: [] });
      return { kind: 'unscanned', scan, status: 'FAILED', description };
    }),
  },
);

const anyHistory = fc.array(fc.tuple(fc.constantFrom(...IMAGES), anyVerdict), { minLength: 1, maxLength: 12 });

const anyThreshold = fc.constantFrom(null, ...SEVERITIES);

const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    owner: anyThreshold,
    rest: anyThreshold,
    glob: fc.constantFrom('payments/*', 'web/*'),
    unratedAs: fc.constantFrom(...SEVERITIES),
  })
  .map(({ owner, rest, glob, unratedAs }) =>
    aPolicy({
      unratedAs,
      routes: [
        aRoute({ to: 'payments', whose: { repository: [aPattern(glob)], tag: null }, severity: owner }),
        aRoute({ to: 'platform', otherwise: true, severity: rest }),
      ],
    }),
  );

function complete(findings: readonly Finding[]): Settled {
  return { kind: 'complete', scan: aScan({ findings }) };
}

/** Every record of a history. */
const records = (policy: Policy, history: readonly (readonly [Image, Settled])[]): readonly EvaluationRecord[] => {
  const story = aStory(policy);
  return history.flatMap(([image, verdict]) => {
    const evaluated = story.see(image, verdict);
    return evaluated.kind === 'changed' ? [evaluated.record] : [];
  });
};

const toldIssues = (alert: Alert): readonly number[] => (alert.kind === 'scan-news' ? [] : alert.issues);

const total = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0);

describe('laws', () => {
  test('applying a scan twice is applying it once', () => {
    fc.assert(
      fc.property(anyPolicy, anyHistory, (policy, history) => {
        const story = aStory(policy);
        for (const [image, verdict] of history) {
          story.see(image, verdict);
          expect(story.see(image, verdict).kind).toBe('unchanged');
        }
      }),
    );
  });

  test('the open issues are those of the newest complete scan of each head, at their worst severity', () => {
    fc.assert(
      fc.property(anyPolicy, anyHistory, (policy, history) => {
        const story = aStory(policy);
        const newest = new Map<string, readonly Finding[]>();
        for (const [image, verdict] of history) {
          const superseded = story.see(image, verdict).kind === 'unchanged' && !isHead(story.kept, image);
          if (verdict.kind === 'complete' && !superseded) newest.set(image.digest, verdict.scan.findings);
        }
        const worst = new Map<string, number>();
        for (const digest of new Set(story.kept?.heads.map((head) => head.digest))) {
          for (const finding of newest.get(digest) ?? []) {
            const key = issueKey(finding);
            worst.set(key, Math.max(worst.get(key) ?? 0, rank(finding.severity, policy.unratedAs)));
          }
        }
        const open = (story.kept?.ledger.issues ?? []).filter(({ state }) => state === 'open');
        expect(new Map(open.map((issue) => [issueKey(issue), rank(issue.severity, policy.unratedAs)]))).toEqual(worst);
      }),
    );
  });

  test('every open issue at or above an owner’s threshold was told to its receiver', () => {
    fc.assert(
      fc.property(anyPolicy, anyHistory, (policy, history) => {
        const last = records(policy, history).at(-1);
        for (const issue of last?.ledger.issues ?? []) {
          if (issue.state !== 'open') continue;
          const routes = routesFor(policy, { repository: 'payments/api', tags: [] });
          for (const route of routes.flatMap((index) => policy.routes[index] ?? [])) {
            const holds = route.severity === null || atLeast(issue.severity, route.severity, policy.unratedAs);
            expect(issue.told[route.to] !== undefined || !holds).toBe(true);
          }
        }
      }),
    );
  });

  test('a receiver is told of an issue once since it opened, and again only when it got worse', () => {
    fc.assert(
      fc.property(anyPolicy, anyHistory, (policy, history) => {
        const told = new Map<string, number>();
        for (const { transitions, alerts, ledger } of records(policy, history)) {
          for (const { kind, issue } of transitions) {
            if (kind === 'opened') for (const { name } of policy.receivers) told.delete(`${name} ${issue}`);
          }
          for (const alert of alerts) {
            for (const index of toldIssues(alert)) {
              const key = `${alert.receiver} ${index}`;
              const now = rank(ledger.issues[index]?.severity ?? '', policy.unratedAs);
              expect(now).toBeGreaterThan(told.get(key) ?? -1);
              told.set(key, now);
            }
          }
        }
      }),
    );
  });

  test('what an alert tells and counts is every open issue of its receiver’s images, each once', () => {
    fc.assert(
      fc.property(anyPolicy, anyHistory, (policy, history) => {
        for (const { alerts, ledger } of records(policy, history)) {
          const open = ledger.issues.filter(({ state }) => state === 'open').length;
          for (const alert of alerts) {
            if (alert.kind === 'scan-news' || alert.kind === 'findings') continue;
            const counted = alert.kind === 'changes' ? total(alert.alsoYours) + total(alert.toldBefore) : 0;
            expect(new Set(alert.issues).size).toBe(alert.issues.length);
            const whole = alert.issues.length + counted + total(alert.below);
            if (alert.kind === 'changes' || alert.first) expect(whole).toBe(open);
            else expect(whole).toBeLessThanOrEqual(open);
          }
        }
      }),
    );
  });

  test('a stricter threshold never tells more', () => {
    const first = IMAGES[0] ?? anImage();
    fc.assert(
      fc.property(
        fc.array(anyFinding),
        fc.constantFrom(...SEVERITIES),
        fc.constantFrom(...SEVERITIES),
        (findings, a, b) => {
          const told = (severity: (typeof SEVERITIES)[number]) => {
            const policy = aPolicy({ routes: [aRoute({ severity, otherwise: true })] });
            return new Set(recordOf(aStory(policy).see(first, complete(findings))).alerts.flatMap(toldIssues));
          };
          const [strict, lax] = rank(a, a) >= rank(b, b) ? [a, b] : [b, a];
          expect(told(strict).isSubsetOf(told(lax))).toBe(true);
        },
      ),
    );
  });

  test('the order of the findings decides nothing but their order in the ledger', () => {
    const first = IMAGES[0] ?? anImage();
    fc.assert(
      fc.property(anyPolicy, fc.array(anySmallFinding, { maxLength: 8 }), (policy, findings) => {
        const named = (list: readonly Finding[]) => {
          const { alerts, ledger } = recordOf(aStory(policy).see(first, complete(list)));
          return alerts.map((alert) => toldIssues(alert).map((index) => issueKey(ledger.issues[index] ?? aFinding())));
        };
        expect(named([...findings].reverse())).toEqual(named(findings));
      }),
    );
  });
});

function isHead(kept: ReturnType<typeof aStory>['kept'], { digest }: Image): boolean {
  return kept?.heads.some((head) => head.digest === digest) ?? false;
}
