import type { Clock } from '../clock.ts';
import type { FakeEcr } from '../fakes/ecr.ts';
import type { HttpAnswer, HttpRequest } from '../http.ts';
import type { Authority } from '../iam/authority.ts';
import { requirementsOf } from '../iam/requirements.ts';
import type { Place } from '../template/identity.ts';
import type { Wiring } from '../template/wiring.ts';
import { type AwsCall, askedByOnlooker, awsCall, type Service } from './aws-call.ts';
import { refuse } from './denial.ts';

/** What befalls a call instead of its answer. */
type Fault = 'drop' | { readonly status: number; readonly code: string };

/** A call as those who plan what befalls it see it. */
interface PlannedCall {
  /** The name of the function. */
  readonly function: string;
  readonly service: Service | 'slack';
  readonly action: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export type PlanFault = (call: PlannedCall) => Fault | undefined;

/** Whether the function is killed `before` the call reaches the service, or `after`, before it hears what the service did. */
export type PlanCrash = (call: PlannedCall, when: 'before' | 'after') => boolean;

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
  /** Knows what kind of scans it answers of: enhanced ones need more permissions. */
  readonly ecr: FakeEcr;
  readonly wiring: Wiring;
  readonly place: Place;
  readonly clock: Clock;
  readonly planFault: PlanFault;
  readonly planCrash: PlanCrash;
  /** Ends the process of the function of this name. */
  readonly kill: (name: string) => Promise<void>;
}

/** A call, who answers it, and how it is refused where a test wants it. */
interface Asked {
  readonly call: PlannedCall;
  readonly answer: () => Promise<HttpAnswer> | HttpAnswer;
  readonly refusal: (fault: Exclude<Fault, 'drop'>) => HttpAnswer;
}

/** Where the functions' requests to Slack arrive: the rest of the path is Slack's. S3 knows no bucket of this name. */
const SLACK_PATH = '/.slack';

/** Where their downloads of what ECR keeps in S3 arrive: the URL is signed, nobody is asked. */
const LAYER_PATH = '/.layers';

/** The only way out of a function: names every call, counts it, asks IAM, and passes it on. */
export const gateway = (options: GatewayOptions): Gateway => {
  let calls: Record<string, number> = {};
  const broken: unknown[] = [];
  const answer = async (request: HttpRequest): Promise<HttpAnswer | 'drop'> => {
    if (request.path.startsWith(`${SLACK_PATH}/`)) return answerUnlessPlanned(options, askedOfSlack(options, request));
    if (request.path.startsWith(`${LAYER_PATH}/`)) return options.ecr.download(request.path);
    const onlookers = askedByOnlooker(request);
    if (onlookers !== null) return options.backends[onlookers](request);
    const call = awsCall(request, options.wiring.functions);
    const name = `${call.service}:${call.action}`;
    calls[name] = (calls[name] ?? 0) + 1;
    return answerUnlessPlanned(options, askedOfAws(options, call));
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

/** Answers, unless a test wants something to befall the call. */
const answerUnlessPlanned = async (options: GatewayOptions, asked: Asked): Promise<HttpAnswer | 'drop'> => {
  const { planFault, planCrash, kill } = options;
  const { call, answer, refusal } = asked;
  const crashed = async (when: 'before' | 'after'): Promise<boolean> => {
    const planned = planCrash(call, when);
    if (planned) await kill(call.function);
    return planned;
  };
  if (await crashed('before')) return 'drop';
  const fault = planFault(call);
  if (fault === 'drop') return fault;
  const answered = fault === undefined ? await answer() : refusal(fault);
  return (await crashed('after')) ? 'drop' : answered;
};

const askedOfAws = ({ backends, authority, ecr, wiring, place }: GatewayOptions, call: AwsCall): Asked => {
  const { lambda, service, action, body, request } = call;
  const denied = (): HttpAnswer | null => {
    for (const needed of requirementsOf(call, wiring, place, ecr))
      if (!authority.functionMay(lambda, needed.action, needed.resource, needed.context))
        return refuse(call, ...accessDenied(lambda.properties.Role, needed));
    return null;
  };
  return {
    call: { function: lambda.name, service, action, body },
    answer: () => denied() ?? backends[service](request),
    refusal: ({ code, status }) => refuse(call, code, 'as the test wants it', status),
  };
};

const accessDenied = (role: string, { action, resource }: { action: string; resource: string }) => {
  const text = `User: ${role} is not authorized to perform: ${action} on resource: ${resource}`;
  return ['AccessDenied', `${text} because its policies do not allow it`, 403] as const;
};

/** The path is `/.slack/FUNCTION/` and what Slack was asked. */
const askedOfSlack = ({ backends }: GatewayOptions, request: HttpRequest): Asked => {
  const [name = '', ...rest] = request.path.slice(SLACK_PATH.length + 1).split('/');
  const action = rest.at(0) === 'api' ? rest.slice(1).join('/') : 'webhook';
  return {
    call: { function: name, service: 'slack', action, body: {} },
    answer: () => backends.slack({ ...request, path: `/${rest.join('/')}` }),
    refusal: ({ code, status }) => ({ status, headers: {}, body: code }),
  };
};
