import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Evaluated } from '../../../functions/core/domain/evaluation.ts';
import type { Finding } from '../../../functions/core/domain/finding.ts';
import type { Part } from '../../../functions/core/domain/image.ts';
import { issueKey, type Occurrence } from '../../../functions/core/domain/ledger.ts';
import type { Policy, Route } from '../../../functions/core/domain/policy.ts';
import { rebased } from '../../../functions/core/domain/rebase.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import { rank, SEVERITIES } from '../../../functions/core/domain/severity.ts';
import type { PartAnswer } from '../../../functions/core/domain/sighting.ts';
import type { GoneCause } from '../../../functions/core/domain/transition.ts';
import type { Settled } from '../../../functions/core/domain/verdict.ts';
import { anyFinding } from '../../support/arbitraries.ts';
import { anAudit } from '../../support/audit.ts';
import { aFinding, anImage, aPolicy, aRoute, aScan } from '../../support/builders.ts';
import {
  anEmptyShelf,
  anyFindings,
  anyImage,
  anyPolicy,
  anyTag,
  asLeads,
  firstTag,
  imageAt,
  imagesOf,
  type Lead,
  leadsOf,
  linesOn,
  openBy,
  openIn,
  shelve,
} from '../../support/histories.ts';
import { aStory, recordOf } from '../../support/story.ts';

const RUNS = { seed: 20261121, numRuns: 250 };

const complete = (findings: readonly Finding[]): Settled => ({ kind: 'complete', scan: aScan({ findings }) });

const failed = (description: string): Settled => {
  const scan = aScan({ status: 'FAILED', description, findings: [] });
  return { kind: 'unscanned', scan, status: 'FAILED', description };
};

const anyAnswer: fc.Arbitrary<PartAnswer> = fc.oneof(
  { weight: 6, arbitrary: anyFindings.map(complete) },
  { weight: 1, arbitrary: fc.constantFrom('a: x', 'a: y', 'b').map(failed) },
  { weight: 1, arbitrary: fc.constant({ kind: 'not-yet' as const }) },
);

/** An image is seen, perhaps with one more tag; or is gone. */
type Step = { readonly place: number; readonly days: number } & (
  | { readonly tag: string | null; readonly answers: readonly PartAnswer[] }
  | { readonly cause: GoneCause }
);

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      place: anyImage,
      tag: fc.option(anyTag, { nil: null }),
      answers: fc.tuple(anyAnswer, anyAnswer),
      days: fc.constantFrom(0, 0, 0, 8),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      place: anyImage,
      cause: fc.constantFrom('deleted', 'archived', 'stale'),
      days: fc.constant(0),
    }),
  },
);

const anyHistory = fc.array(anyStep, { minLength: 1, maxLength: 12 });

/** A history as it was played, and what a simple model makes of it. */
const aPlay = (policy: Policy) => {
  const story = aStory(policy);
  const shelf = anEmptyShelf();
  const newest = new Map<string, readonly Finding[]>();
  const kept: Record<string, PartAnswer> = {};
  let leads: readonly Lead[] = [];
  let now = Date.UTC(2026, 10, 21);

  /** As often as it brings something. */
  const all = (evaluate: () => Evaluated): readonly Evaluated[] => {
    const evaluated: Evaluated[] = [];
    for (let last: Evaluated | null = null; last?.kind !== 'unchanged'; evaluated.push(last)) {
      if (evaluated.length > 8) throw new Error('the same again brings something new again and again');
      last = evaluate();
    }
    return evaluated;
  };
  const lead = (): void => {
    const isScanned = ({ digest }: Part) => shelf.found.has(digest) || leads.some((each) => each.digest === digest);
    leads = [...linesOn(shelf).union(new Set(leads.map(({ line }) => line)))].flatMap((line) => {
      const now = leadsOf(imagesOf(shelf, line), line, isScanned);
      const staying = leads.filter(
        (each) => each.line === line && shelf.images.has(each.image) && !now.leads.some(isAt(each)),
      );
      return now.isWhole ? now.leads : [...now.leads, ...staying];
    });
  };

  return {
    story,
    get leads() {
      return leads;
    },
    newest,
    /** The step, and the same again; what came of it. */
    play(step: Step): { readonly evaluated: readonly Evaluated[]; readonly again: readonly Evaluated[] } {
      now += step.days * 24 * 60 * 60 * 1000 + 60_000;
      const at = new Date(now).toISOString();
      if ('cause' in step) {
        const { digest } = imageAt(step.place);
        shelf.images.delete(digest);
        lead();
        const lose = () => story.lose(digest, step.cause, { at });
        return { evaluated: all(lose), again: [lose()] };
      }
      const pushed = imageAt(step.place);
      const image = shelve(shelf, pushed, step.tag ?? (shelf.images.has(pushed.digest) ? null : firstTag(step.place)));
      const answers = Object.fromEntries(
        image.parts.map(({ digest }, index) => [digest, step.answers[index] ?? { kind: 'not-yet' as const }]),
      );
      for (const [digest, answer] of Object.entries(answers)) {
        shelf.found.delete(digest);
        if (answer.kind !== 'complete') continue;
        shelf.found.set(digest, answer.scan.findings);
        newest.set(digest, answer.scan.findings);
      }
      lead();
      // A part that two images share is news of both.
      const others = [...shelf.images.values()].filter(
        ({ digest, parts }) => digest !== image.digest && parts.some((part) => part.digest in answers),
      );
      const seeings = [image, ...others].map((each) => () => story.see(each, { ...kept, ...answers }, { at }));
      Object.assign(kept, answers);
      return { evaluated: seeings.flatMap(all), again: seeings.map((see) => see()) };
    },
  };
};

const isAt =
  (a: Lead) =>
  (b: Lead): boolean =>
    a.line === b.line && a.platform === b.platform;

const recordsOf = (evaluated: readonly Evaluated[]): readonly EvaluationRecord[] =>
  evaluated.flatMap((each) => (each.kind === 'changed' ? [each.record] : []));

describe('in every history', () => {
  test('the heads are what a simple model says', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const play = aPlay(aPolicy());
        for (const step of history) {
          play.play(step);
          expect(asLeads(play.story.kept.heads)).toEqual(asLeads(play.leads));
        }
      }),
      RUNS,
    );
  });

  test('the open issues are those of the newest complete scan of each head, at their worst severity', () => {
    fc.assert(
      fc.property(anyPolicy, anyHistory, (policy, history) => {
        const play = aPlay(policy);
        for (const step of history) {
          play.play(step);
          const { heads, ledger } = play.story.kept;
          expect(openIn(ledger, policy.unratedAs)).toEqual(openBy(heads, play.newest, policy.unratedAs));
        }
      }),
      RUNS,
    );
  });

  test('the same again changes nothing', () => {
    fc.assert(
      fc.property(anyPolicy, anyHistory, (policy, history) => {
        const play = aPlay(policy);
        for (const step of history)
          for (const again of play.play(step).again) expect(again).toMatchObject({ kind: 'unchanged' });
      }),
      RUNS,
    );
  });

  test('an issue is in one state, in live images while it is open, and told or counted once since it opened', () => {
    const transitions = new Set<string>();
    fc.assert(
      fc.property(anyPolicy, anyHistory, (policy, history) => {
        const play = aPlay(policy);
        const audit = anAudit(policy, 'payments/api', transitions);
        for (const step of history) {
          recordsOf(play.play(step).evaluated).forEach(audit.read);
          audit.close(play.story.kept);
        }
      }),
      RUNS,
    );
    expect([...transitions].sort()).toEqual([
      'accepted: suppressed',
      'eased',
      'escalated',
      'exploited',
      'fixable',
      'opened: disclosed',
      'opened: new-image',
      'opened: reopened',
      'opened: voided',
      'resolved: fixed',
      'resolved: retracted',
      'unobserved: archived',
      'unobserved: deleted',
      'unobserved: stale',
    ]);
  });

  test('what was first seen, and when, stays', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const play = aPlay(aPolicy());
        const firstSeen = new Map<string, string>();
        for (const step of history) {
          play.play(step);
          const { issues } = play.story.kept.ledger;
          for (const issue of issues) {
            expect(issue.firstSeenAt).toBe(firstSeen.get(issueKey(issue)) ?? issue.firstSeenAt);
            firstSeen.set(issueKey(issue), issue.firstSeenAt);
          }
          expect(issues).toHaveLength(firstSeen.size);
        }
      }),
      { ...RUNS, numRuns: 100 },
    );
  });

  test('an issue is exploited, or can be fixed, where that is said of what nobody accepted, whatever was scanned last', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const play = aPlay(aPolicy());
        for (const step of history) {
          play.play(step);
          const { heads, ledger } = play.story.kept;
          const live = [...new Set(heads.map(({ digest }) => digest))].flatMap(
            (digest) => play.newest.get(digest) ?? [],
          );
          for (const { detail, ...issue } of ledger.issues.filter(({ state }) => state === 'open')) {
            const found = live.filter((each) => issueKey(each) === issueKey(issue) && !each.suppressed);
            for (const fact of ['fixable', 'exploited'] as const) {
              const said = found.map((each) => each[fact]);
              expect(detail[fact]).toBe(said.includes(true) || (said.includes(false) ? false : null));
            }
          }
        }
      }),
      RUNS,
    );
  });

  test('occurrences are what the newest complete scans found, where they found it', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const play = aPlay(aPolicy());
        for (const step of history) {
          play.play(step);
          const { heads, ledger } = play.story.kept;
          const said = (of: Occurrence | Finding): unknown[] =>
            [of.severity, of.fixable, of.exploited, of.suppressed].map((fact) => fact ?? false);
          const places = rebased(ledger, heads).issues.flatMap((issue) =>
            issue.occurrences.map((each) => `${each.digest} ${issueKey(issue)} ${said(each)}`),
          );
          const found = [...new Set(heads.map(({ digest }) => digest))].flatMap((digest) =>
            (play.newest.get(digest) ?? []).map((each) => `${digest} ${issueKey(each)} ${said(each)}`),
          );
          expect(new Set(places)).toEqual(new Set(found));
        }
      }),
      RUNS,
    );
  });
});

const named = (policy: Policy, findings: readonly Finding[]): readonly (readonly string[])[] => {
  const { alerts, ledger } = recordOf(aStory(policy).see(anImage(), complete(findings)));
  return alerts.map((alert) =>
    alert.kind === 'summary' ? alert.issues.map((index) => issueKey(ledger.issues[index] ?? aFinding())) : [],
  );
};

describe('laws of one scan', () => {
  test('a stricter threshold never tells more', () => {
    const stricter: fc.Arbitrary<readonly [Partial<Route>, Partial<Route>]> = fc.oneof(
      ...(['epss', 'cvss'] as const).map((score) =>
        fc
          .tuple(fc.constantFrom(null, 0, 0.02, 0.5, 5, 9.8), fc.constantFrom(0, 0.02, 0.5, 5, 9.8))
          .map(
            ([a, b]) => [{ [score]: Math.max(a ?? 0, b) }, { [score]: a === null ? null : Math.min(a, b) }] as const,
          ),
      ),
      fc
        .constantFrom('fixable' as const, 'exploited' as const)
        .chain((fact) => fc.boolean().map((value) => [{ [fact]: value }, { [fact]: null }] as const)),
    );
    fc.assert(
      fc.property(
        anyFindings.filter(({ length }) => length > 0),
        stricter,
        (findings, [strict, lax]) => {
          const told = (facts: Partial<Route>) =>
            new Set(named(aPolicy({ routes: [aRoute({ ...facts, otherwise: true })] }), findings).flat());
          expect(told(strict).isSubsetOf(told(lax))).toBe(true);
        },
      ),
      RUNS,
    );
  });

  test('a stricter severity never tells more', () => {
    const anySeverity = fc.constantFrom(...SEVERITIES);
    fc.assert(
      fc.property(fc.array(anyFinding, { minLength: 1 }), anySeverity, anySeverity, (findings, a, b) => {
        const told = (severity: (typeof SEVERITIES)[number]) =>
          new Set(named(aPolicy({ routes: [aRoute({ severity, otherwise: true })] }), findings).flat());
        const [strict, lax] = rank(a, a) >= rank(b, b) ? [a, b] : [b, a];
        expect(told(strict).isSubsetOf(told(lax))).toBe(true);
      }),
    );
  });

  test('the order of the findings decides nothing but their order in the ledger', () => {
    fc.assert(
      fc.property(
        anyPolicy,
        anyFindings.filter(({ length }) => length > 0),
        (policy, findings) => {
          expect(named(policy, [...findings].reverse())).toEqual(named(policy, findings));
        },
      ),
    );
  });
});
