import type { Registry } from '../../core/domain/image.ts';
import type { DeliveryFailure } from '../../core/ports/deliveries.ts';
import type { Failure, SecurityHubNo } from './call.ts';

/** Where the findings belong, in words for the one who mends it. */
export interface Destination {
  readonly registry: Registry;
  readonly receiver: string;
  readonly recordKey: string;
}

const MOST_NAMED = 3;

/** Of HTTP: request timeout, too early, too many requests. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([408, 425, 429]);
/** What AWS says with HTTP 400 or 403, and passes by itself. */
const PASSING = /Throttl|TooManyRequests|LimitExceeded|ExpiredToken|RequestExpired|RequestTimeout/;
/** What no later try mends, by finding. */
const PERMANENT = /^Invalid(Input|Access)(Exception)?$/;
const NOT_ENABLED = /^InvalidAccess(Exception)?$/;

/** Whether Security Hub is off: it then says so of each finding. */
export const isNotEnabled = (failures: readonly Failure[], findings: number): boolean =>
  failures.length === findings && failures.every(({ code }) => NOT_ENABLED.test(code));

const place = ({ registry: { account, region } }: Destination): string => `${account} ${region}`;

export const notEnabled = (to: Destination): DeliveryFailure => ({
  kind: 'refused',
  reason: `Security Hub CSPM is not enabled in ${place(to)}`,
  remedy: `enable it there and start the redrive of the dead letters, or take ${to.receiver} out of tallyman.yaml and deploy`,
});

/** What a "no" to a whole call means for the delivery. What it says in free text is not repeated: it may hold anything. */
export const outcomeOfNo = ({ status, code, retryAfter }: SecurityHubNo, to: Destination): DeliveryFailure => {
  if (status === 0) return { kind: 'retry', reason: 'Security Hub did not answer', afterSeconds: 0 };
  const reason = `Security Hub answered ${code === null ? status : `${status} ${code}`}`;
  if (status >= 500 || PASSING_STATUSES.has(status) || PASSING.test(code ?? ''))
    return { kind: 'retry', reason, afterSeconds: retryAfter };
  if (status < 400)
    return { kind: 'retry', reason: `${reason}, but not as Security Hub does, or not to the end`, afterSeconds: 0 };
  return NOT_ENABLED.test(code ?? '') ? notEnabled(to) : { kind: 'refused', reason, remedy: remedyFor(code, to) };
};

const remedyFor = (code: string | null, to: Destination): string => {
  if (code === null) return `see what stands between the function and Security Hub in ${place(to)}`;
  return code === 'AccessDeniedException'
    ? 'deploy the stack again; if that was done, let your organization’s policies allow securityhub:BatchImportFindings'
    : `mend what Security Hub's documentation of BatchImportFindings says of ${code}`;
};

/** What it means for the delivery that these, and no others, were not imported. */
export const outcomeOfFailures = (failures: readonly Failure[], to: Destination): DeliveryFailure => {
  if (isNotEnabled(failures, failures.length)) return notEnabled(to);
  const passing = failures.filter(({ code }) => !PERMANENT.test(code));
  if (passing.length > 0)
    return { kind: 'retry', reason: `Security Hub did not import ${listed(passing)}`, afterSeconds: 0 };
  return {
    kind: 'refused',
    reason: `Security Hub refused ${listed(failures)}, and took the rest`,
    remedy: `report it with ${to.recordKey}: Tallyman made a finding that Security Hub does not take`,
  };
};

const listed = (failures: readonly Failure[]): string => {
  const some = failures.slice(0, MOST_NAMED).map(({ id, code }) => `${id} (${code})`);
  const others = failures.length > MOST_NAMED ? [`${failures.length - MOST_NAMED} more`] : [];
  return [...some, ...others].join(', ');
};
