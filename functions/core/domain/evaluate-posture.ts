import type { PostureNewsAlert } from './alert.ts';
import { newestFirst } from './candidates.ts';
import { type Evaluated, recordOf, type Setting } from './evaluation.ts';
import { imageOfHead } from './image-of-head.ts';
import { lastComplete } from './last-complete.ts';
import { newsTo } from './news-to.ts';
import { rebased, recorded } from './rebase.ts';

/** How a repository is scanned, by ECR's words. */
export interface Scanning {
  readonly frequency: string;
  /** Null where nobody said. */
  readonly previous: string | null;
}

/** Tells that nothing scans a repository any more, whose images are live: no new vulnerability of them will be known. */
export const evaluatePosture = (setting: Setting, scanning: Scanning): Evaluated => {
  const { policy, repository, before } = setting;
  const [head] = before.heads.toSorted((a, b) =>
    newestFirst({ digest: a.image, pushedAt: a.pushedAt }, { digest: b.image, pushedAt: b.pushedAt }),
  );
  if (head === undefined) return { kind: 'unchanged', reason: `${repository} has no live image` };
  const image = imageOfHead(repository, head, before.heads);
  const ledger = rebased(before.ledger, before.heads);
  const last = lastComplete(head, ledger.issues);
  const alerts = newsTo(policy, image).map(
    (to): PostureNewsAlert => ({ kind: 'posture-news', ...to, ...scanning, lastComplete: last }),
  );
  const outcome = { scans: [], transitions: [], alerts, heads: recorded(before.heads), ledger };
  return { kind: 'changed', news: true, record: recordOf(setting, image, outcome) };
};
