import type { Alert } from '../../functions/core/domain/alert.ts';
import type { Image, Instant, Registry } from '../../functions/core/domain/image.ts';
import type { Issue } from '../../functions/core/domain/ledger.ts';
import type { Policy, Receiver } from '../../functions/core/domain/policy.ts';
import type { EvaluationRecord } from '../../functions/core/domain/record.ts';
import { becauseOf } from '../../functions/core/domain/route.ts';

interface DrillOf {
  readonly policy: Policy;
  /** Who is told. */
  readonly receivers: readonly Receiver[];
  readonly registry: Registry;
  readonly at: Instant;
  /** Names this drill among all others. */
  readonly trigger: string;
}

const LINEAGE = 'tallyman/drill';
const PART = { digest: `sha256:${'0'.repeat(64)}`, platform: null };

/** The record of a scan that never was, with an alert to each of the receivers. It belongs to no lineage item. */
export const drillRecord = ({ policy, receivers, registry, at, trigger }: DrillOf): EvaluationRecord => ({
  format: 1,
  drill: true,
  previous: null,
  version: 1,
  lineage: LINEAGE,
  registry,
  at,
  policyHash: policy.hash,
  trigger,
  image: imageAt(at),
  origin: null,
  scans: [{ ...PART, engine: 'basic', status: 'COMPLETE', description: null, completedAt: at, counts: {} }],
  transitions: [{ kind: 'resolved', issue: 0, cause: 'retracted' }],
  alerts: receivers.map((receiver) => alertTo(receiver, policy)),
  heads: [],
  ledger: { issues: [issueAt(at)], unscanned: [] },
});

const imageAt = (at: Instant): Image => ({
  repository: LINEAGE,
  digest: PART.digest,
  tags: ['made-up'],
  pushedAt: at,
  parts: [PART],
});

/** Resolved, so that Security Hub gets it archived: it is in nobody's list, and gone after 30 days. */
const issueAt = (at: Instant): Issue => ({
  vulnerability: 'MADE-UP',
  packageType: 'os',
  packageName: 'nothing',
  state: 'resolved',
  severity: 'INFORMATIONAL',
  firstSeenAt: at,
  openedAt: at,
  resolvedAt: at,
  occurrences: [],
  told: {},
  toldEarlier: {},
  detail: {
    fixedIn: null,
    fixable: null,
    exploited: null,
    epss: null,
    layer: null,
    cvss: null,
    advisory: null,
    description: 'A drill: somebody asked Tallyman to show that its findings arrive here. Nothing was found.',
  },
});

const alertTo = ({ name: receiver, channel }: Receiver, policy: Policy): Alert => {
  const routes = policy.routes.flatMap(({ to }, index) => (to === receiver ? [index] : []));
  const to = { receiver, because: routes.flatMap((route) => becauseOf(policy, route)), mention: [], issues: [0] };
  if (channel === 'security-hub') return { kind: 'findings', handedOver: false, ...to };
  return { kind: 'summary', first: true, switched: null, accepted: {}, below: {}, ...to };
};
