import type {
  Alert,
  ChangesAlert,
  GatheredSummary,
  RoundUpAlert,
  SummaryAlert,
} from '../../functions/core/domain/alert.ts';
import type { Issue } from '../../functions/core/domain/ledger.ts';
import type { Counts } from '../../functions/core/domain/scan.ts';
import { countsText } from '../../functions/core/messages/counts.ts';
import { ENGINES } from '../../functions/core/messages/engine.ts';
import { PLAIN } from '../../functions/core/messages/sns/plain.ts';
import { type AlertIssues, issuesOf } from './alert-issues.ts';
import { counts, day, harmless } from './words.ts';

/** What an alert says, in a line. */
export const alertText = (alert: Alert, ledger: readonly Issue[]): string => {
  const its = issuesOf(alert, ledger);
  switch (alert.kind) {
    case 'summary':
      return joined([
        `${summaryName(alert)}: ${counts(its.issues)}`,
        counted('accepted upstream', alert.accepted),
        counted('below', alert.below),
      ]);
    case 'changes':
      return changesText(alert, its);
    case 'scan-news':
      return `not scanned: ${harmless(alert.status)}`;
    case 'posture-news':
      return `not scanned any more: the frequency is ${harmless(alert.frequency)}${alert.previous === null ? '' : `, before ${harmless(alert.previous)}`}`;
    case 'findings':
      return `${alert.handedOver ? 'findings handed over to Inspector' : 'findings'}: ${counts(its.issues)}`;
    case 'reminder':
      return `still open, last told ${day(alert.toldAt)}: ${counts(its.issues)}`;
    case 'round-up':
      return roundUpText(alert);
    case 'done':
      return 'nothing told before is open any more';
  }
};

const summaryName = ({ first, switched }: SummaryAlert): string => {
  if (switched !== null) return `now scanned by ${ENGINES[switched.to]}, more`;
  return first ? 'first count' : 'now also theirs';
};

const roundUpText = ({ gathered, unscanned }: RoundUpAlert): string =>
  joined([
    gathered.length === 0 ? null : `first counts of ${gathered.length} lineages: ${gatheredText(gathered)}`,
    unscanned.length === 0 ? null : `not scanned: ${unscanned.length}`,
  ]);

const changesText = (alert: ChangesAlert, { issues, fixable, resolved, unobserved }: AlertIssues): string =>
  joined([
    named('new or worse', issues),
    named('a fix appeared', fixable),
    named('resolved', resolved),
    named('unobserved', unobserved),
    counted('open again', alert.returned),
    counted('now also theirs', alert.alsoYours),
    counted('told before', alert.toldBefore),
    counted('accepted upstream', alert.accepted),
    counted('below', alert.below),
  ]);

const named = (what: string, issues: readonly Issue[]): string | null =>
  issues.length === 0 ? null : `${what}: ${counts(issues)}`;

const counted = (what: string, its: Counts): string | null => {
  const text = countsText(its, PLAIN);
  return text === '' ? null : `${what}: ${text}`;
};

const gatheredText = (gathered: readonly GatheredSummary[]): string => {
  const sum: Record<string, number> = {};
  for (const { issues } of gathered)
    for (const [severity, count] of Object.entries(issues)) sum[severity] = (sum[severity] ?? 0) + count;
  return countsText(sum, PLAIN) || 'none';
};

const joined = (parts: readonly (string | null)[]): string => parts.filter((part) => part !== null).join('; ');

/** By which routes a receiver is told. */
export const routesText = ({ because }: Pick<Alert, 'because'>): string =>
  because.map(({ route, rule }) => `route ${route}, ${harmless(rule)}`).join('; ') || 'no route says';
