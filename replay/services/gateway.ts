import type { Clock } from '../clock.ts';
import type { HttpAnswer, HttpRequest } from '../http.ts';
import type { Authority } from '../iam/authority.ts';
import { requirementsOf } from '../iam/requirements.ts';
import type { Place } from '../template/identity.ts';
import type { Wiring } from '../template/wiring.ts';
import { type AwsCall, awsCall, type Service } from './aws-call.ts';
import { refuse } from './denial.ts';

/** What befalls a call instead of its answer. */
type Fault = 'drop' | { readonly status: number; readonly code: string };

/** A call as those who plan faults see it. */
interface PlannedCall {
  /** The name of the function. */
  readonly function: string;
  readonly service: Service | 'slack';
  readonly action: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export type PlanFault = (call: PlannedCall) => Fault | undefined;

/** Everything that answers a function. */
export interface Backends
  extends Readonly<Record<Service, (request: HttpRequest) => Promise<HttpAnswer> | HttpAnswer>> {
  readonly slack: (request: HttpRequest) => HttpAnswer;
}

export interface Gateway {
  respond(request: HttpRequest): Promise<HttpAnswer | 'drop'>;
  /**
   * The number of requests to AWS by action, since it was last asked.
   *
   * @throws what went wrong in replay itself meanwhile, such as a call it has no stand-in for
   */
  takeCalls(): Record<string, number>;
}

interface GatewayOptions {
  readonly backends: Backends;
  readonly authority: Authority;
  readonly wiring: Wiring;
  readonly place: Place;
  readonly clock: Clock;
  readonly planFault: PlanFault;
}

/** Where the functions' requests to Slack arrive: the rest of the path is Slack's. S3 knows no bucket of this name. */
const SLACK_PATH = '/.slack';

/** The only way out of a function: names every call, counts it, asks IAM, and passes it on. */
export const gateway = (options: GatewayOptions): Gateway => {
  let calls: Record<string, number> = {};
  const broken: unknown[] = [];
  const answer = async (request: HttpRequest): Promise<HttpAnswer | 'drop'> => {
    if (request.path.startsWith(`${SLACK_PATH}/`)) return answerAsSlack(options, request);
    const call = awsCall(request, options.wiring.functions);
    const name = `${call.service}:${call.action}`;
    calls[name] = (calls[name] ?? 0) + 1;
    return answerAsAws(options, call);
  };
  return {
    respond: async (request) => {
      const answered = await answer(request).catch((error: unknown) => {
        broken.push(error);
        return { status: 500, headers: {}, body: String(error) };
      });
      if (answered === 'drop') return answered;
      // The SDK sets its clock by this.
      return { ...answered, headers: { ...answered.headers, date: new Date(options.clock.now()).toUTCString() } };
    },
    takeCalls: () => {
      if (broken.length > 0) throw broken[0];
      const taken = calls;
      calls = {};
      return taken;
    },
  };
};

const answerAsAws = async (options: GatewayOptions, call: AwsCall): Promise<HttpAnswer | 'drop'> => {
  const { backends, authority, wiring, place, planFault } = options;
  const { lambda, service, action, body } = call;
  const fault = planFault({ function: lambda.name, service, action, body });
  if (fault === 'drop') return fault;
  if (fault !== undefined) return refuse(call, fault.code, 'as the test wants it', fault.status);
  for (const needed of requirementsOf(call, wiring, place))
    if (!authority.functionMay(lambda, needed.action, needed.resource))
      return refuse(call, ...accessDenied(lambda.properties.Role, needed));
  return backends[service](call.request);
};

const accessDenied = (role: string, { action, resource }: { action: string; resource: string }) => {
  const text = `User: ${role} is not authorized to perform: ${action} on resource: ${resource}`;
  return ['AccessDenied', `${text} because its policies do not allow it`, 403] as const;
};

/** The path is `/.slack/FUNCTION/` and what Slack was asked. */
const answerAsSlack = ({ backends, planFault }: GatewayOptions, request: HttpRequest): HttpAnswer | 'drop' => {
  const [name = '', ...rest] = request.path.slice(SLACK_PATH.length + 1).split('/');
  const action = rest.at(0) === 'api' ? rest.slice(1).join('/') : 'webhook';
  const fault = planFault({ function: name, service: 'slack', action, body: {} });
  if (fault === 'drop') return fault;
  if (fault !== undefined) return { status: fault.status, headers: {}, body: fault.code };
  return backends.slack({ ...request, path: `/${rest.join('/')}` });
};
