import type { Issue } from '../../functions/core/domain/ledger.ts';
import type { EvaluationRecord } from '../../functions/core/domain/record.ts';
import type { Severity } from '../../functions/core/domain/severity.ts';
import type { Transition } from '../../functions/core/domain/transition.ts';
import { ranked, worstFirst } from '../../functions/core/domain/worst-first.ts';

/** Issues that changed alike. */
export interface Change {
  readonly kind: Transition['kind'];
  /** Why, of what opened, was resolved or is no longer observed. */
  readonly cause?: string;
  /** The severity before, of what escalated or eased. */
  readonly from?: string;
  /** Worst first. */
  readonly issues: readonly Issue[];
}

const KINDS = [
  'opened',
  'exploited',
  'escalated',
  'eased',
  'fixable',
  'accepted',
  'resolved',
  'unobserved',
] as const satisfies readonly Transition['kind'][];

/** For an order alone: a record does not keep what its policy let unrated vulnerabilities compare as. */
const UNRATED_AS: Severity = 'MEDIUM';

/** What changed in an evaluation, by kind and cause. */
export const changesOf = ({ transitions, ledger }: Pick<EvaluationRecord, 'transitions' | 'ledger'>): Change[] => {
  const alike = Map.groupBy(transitions, (transition) =>
    JSON.stringify([transition.kind, ...Object.values(why(transition))]),
  );
  return [...alike.values()]
    .flatMap(([first, ...others]) => (first === undefined ? [] : [changeOf([first, ...others], ledger.issues)]))
    .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
};

const why = (transition: Transition): Pick<Change, 'cause' | 'from'> => {
  if ('cause' in transition) return { cause: transition.cause };
  return 'from' in transition ? { from: transition.from } : {};
};

const changeOf = (alike: readonly [Transition, ...Transition[]], issues: readonly Issue[]): Change => {
  const indexes = alike.map(({ issue }) => issue);
  return {
    kind: alike[0].kind,
    ...why(alike[0]),
    issues: worstFirst(ranked(issues, indexes, UNRATED_AS)).map(({ issue }) => issue),
  };
};

/** Such as `opened, new-image`, `escalated from HIGH` or `exploited`. */
export const changeName = ({ kind, cause, from }: Change): string => {
  if (cause !== undefined) return `${kind}, ${cause}`;
  return from === undefined ? kind : `${kind} from ${from}`;
};
