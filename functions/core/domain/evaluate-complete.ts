import { compare } from './compare.ts';
import { decide } from './decide.ts';
import { type Evaluated, type Evaluation, type Leading, recordOf } from './evaluation.ts';
import type { Image } from './image.ts';
import { type Head, withHead } from './lineage.ts';
import type { Policy } from './policy.ts';
import type { Engine, Scan } from './scan.ts';

/** Evaluates a complete scan: the only kind that opens and resolves issues. */
export const evaluateComplete = (evaluation: Evaluation, leading: Leading, scan: Scan): Evaluated => {
  const { policy, lineage, image, at } = evaluation;
  const { led, ledger } = leading;
  const heads = withHead(leading.heads, image, led, scan.completedAt ?? at);
  const compared = compare({
    before: ledger,
    image,
    findings: scan.findings,
    live: new Set(heads.map(({ digest }) => digest)),
    replaced: replacedBy(image, leading),
    unratedAs: policy.unratedAs,
    at,
  });
  const first = leading.heads.length === 0;
  const told = hearing(policy, scan.engine);
  const { alerts, issues } = decide({ policy: told, repository: image.repository, ...compared, heads }, first, at);
  const unscanned = ledger.unscanned.filter((each) => each.platform !== image.platform || !led.includes(each.line));

  const { transitions, changed } = compared;
  const scannedAgain = unscanned.length < ledger.unscanned.length;
  const news = first || scannedAgain || transitions.length > 0 || alerts.length > 0;
  if (!news && !changed && sameHeads(leading.heads, heads)) {
    return { kind: 'unchanged', reason: `nothing changed in ${lineage}` };
  }
  const record = recordOf(evaluation, scan, { transitions, alerts, heads, ledger: { issues, unscanned } });
  return { kind: 'changed', news, record };
};

/** Inspector itself tells Security Hub what enhanced scanning finds: told by us too, it would stand there twice. */
const hearing = (policy: Policy, engine: Engine): Policy =>
  engine === 'basic'
    ? policy
    : { ...policy, receivers: policy.receivers.filter(({ channel }) => channel !== 'security-hub') };

/** The digests that `image` takes the place of; its own where it was live before. */
const replacedBy = (image: Image, { led, heads }: Leading): ReadonlySet<string> =>
  new Set(heads.filter((head) => head.digest === image.digest || isIn(head, image, led)).map(({ digest }) => digest));

const isIn = ({ line, platform }: Head, image: Image, lines: readonly string[]): boolean =>
  platform === image.platform && lines.includes(line);

const sameHeads = (a: readonly Head[], b: readonly Head[]): boolean => JSON.stringify(a) === JSON.stringify(b);
