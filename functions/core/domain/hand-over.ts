import type { FindingsAlert } from './alert.ts';
import { type Evaluated, recordOf, type Setting } from './evaluation.ts';
import type { Image } from './image.ts';
import type { Issue } from './ledger.ts';
import { rebased, recorded } from './rebase.ts';
import { stillOpen } from './still-open.ts';

/**
 * Takes back what Security Hub was told, now that Inspector itself tells it what is there: by the names that it was told,
 * so this goes before all else that enhanced scanning brings. Null where it was told of nothing.
 */
export const handOver = (setting: Setting, image: Image): Evaluated | null => {
  const { policy, before } = setting;
  const hubs = policy.receivers.filter(({ channel }) => channel === 'security-hub').map(({ name }) => name);
  const alerts = hubs.flatMap((receiver): readonly FindingsAlert[] => {
    const issues = stillOpen(before.ledger.issues, receiver, policy.unratedAs).map(({ index }) => index);
    return issues.length === 0
      ? []
      : [{ kind: 'findings', receiver, because: [], mention: [], issues, handedOver: true }];
  });
  if (alerts.length === 0) return null;
  const ledger = rebased(before.ledger, before.heads);
  const record = recordOf(setting, image, {
    scans: [],
    transitions: [],
    alerts,
    heads: recorded(before.heads),
    ledger: { ...ledger, issues: ledger.issues.map((issue) => untold(issue, hubs)) },
  });
  return { kind: 'changed', news: true, record: { ...record, policyHash: before.policyHash ?? policy.hash } };
};

const untold = (issue: Issue, receivers: readonly string[]): Issue => ({
  ...issue,
  told: Object.fromEntries(Object.entries(issue.told).filter(([receiver]) => !receivers.includes(receiver))),
});
