import type { LastComplete } from './alert.ts';
import { countBySeverity } from './count.ts';
import { type Evaluated, type Evaluation, type Leading, recordOf } from './evaluation.ts';
import type { Image } from './image.ts';
import type { Unscanned } from './ledger.ts';
import { scanNewsAlerts } from './scan-news.ts';
import type { Settled } from './verdict.ts';

/** Evaluates a scan that is not complete: told when that starts and when its reason changes; it resolves nothing. */
export const evaluateUnscanned = (
  evaluation: Evaluation,
  leading: Leading,
  { scan, status, description }: Settled & { kind: 'unscanned' },
): Evaluated => {
  const { policy, image, at } = evaluation;
  const { led, heads, ledger } = leading;
  const reason = description?.split(':', 1)[0] ?? null;
  const told = led.filter(
    (line) => !ledger.unscanned.some((each) => isOf(each, line, image) && says(each, status, reason)),
  );
  if (told.length === 0) return { kind: 'unchanged', reason: `told before: ${status}` };

  const { platform, digest } = image;
  const unscanned = [
    ...ledger.unscanned.filter((each) => !told.some((line) => isOf(each, line, image))),
    ...told.map((line) => ({ line, platform, digest, status, reason, since: at })),
  ];
  const lastComplete = lastCompleteOf(told, image, leading);
  const alerts = scanNewsAlerts(policy, image, { status, description, lastComplete });
  const record = recordOf(evaluation, scan, { transitions: [], alerts, heads, ledger: { ...ledger, unscanned } });
  return { kind: 'changed', news: true, record };
};

const isOf = (unscanned: Unscanned, line: string, { platform }: Image): boolean =>
  unscanned.line === line && unscanned.platform === platform;

const says = (unscanned: Unscanned, status: string, reason: string | null): boolean =>
  unscanned.status === status && unscanned.reason === reason;

const lastCompleteOf = (lines: readonly string[], image: Image, { heads, ledger }: Leading): LastComplete | null => {
  const head = heads.find(({ line, platform }) => lines.includes(line) && platform === image.platform);
  if (head === undefined) return null;
  const { tags, digest, scannedAt } = head;
  const open = ledger.issues.filter(
    ({ state, occurrences }) => state === 'open' && occurrences.some((each) => each.digest === digest),
  );
  return { tags, digest, scannedAt, open: countBySeverity(open) };
};
