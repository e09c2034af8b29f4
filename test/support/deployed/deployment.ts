import { vi } from 'vitest';
import { type PolicyFile, readPolicy } from '../../../functions/policy/read-policy.ts';
import { type AwsService, answerBy, Refusal } from '../../../replay/fakes/aws.ts';
import { type FakeEcr, fakeEcr } from '../../../replay/fakes/ecr.ts';
import { type FakeSecretsManager, fakeSecretsManager } from '../../../replay/fakes/secrets-manager.ts';
import { type HttpAnswer, type HttpRequest, listen } from '../../../replay/http.ts';
import { anApp } from '../../infra/templates.ts';
import { type Dynalite, startDynalite } from '../dynalite.ts';
import { type Fauxqs, startFauxqs } from '../fauxqs.ts';
import { cloudFormation, type FakeStack } from './cloudformation.ts';
import { answerQuery } from './query.ts';
import { type FakeRegistry, registryService } from './registry.ts';
import { type FakeSubscription, subscriptions } from './subscriptions.ts';

/** The file that is deployed. */
export const POLICY = 'test/fixtures/deployed/tallyman.yaml';

/** A deployed stack, its template the real one, on loopback; the environment leads the SDK there. Everything of it is well. */
export interface Deployment {
  readonly policyFile: PolicyFile;
  readonly dynalite: Dynalite;
  readonly fauxqs: Fauxqs;
  readonly secrets: FakeSecretsManager;
  /** What CloudFormation says. */
  stack: FakeStack;
  readonly registry: FakeRegistry;
  /** The images of the registry. */
  readonly ecr: FakeEcr;
  /** By the ARN of the topic. */
  readonly subscriptions: Map<string, readonly FakeSubscription[]>;
  securityHub: 'on' | 'off';
  /** Actions that IAM does not allow. */
  readonly denied: Set<string>;
  /** The physical id of the resource whose logical id begins so. */
  idOf(beginning: string): string;
  stop(): Promise<void>;
}

/** As it was before a channel was deployed. */
export const withoutQueue = (stack: FakeStack, variable: string): FakeStack => ({
  ...stack,
  template: JSON.parse(JSON.stringify(stack.template).replaceAll(`"${variable}"`, '"UNTOLD"')),
});

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

export const startDeployment = async (): Promise<Deployment> => {
  const policyFile = readPolicy(POLICY, { placeholders: 'allowed' });
  const { template } = anApp(policyFile).synth().getStackByName('TallymanAlerts');
  const [dynalite, fauxqs] = await Promise.all([startDynalite(), startFauxqs()]);
  const physicalIds = await deploy(template.Resources, dynalite, fauxqs);
  const deployment = aDeployment(policyFile, { dynalite, fauxqs }, template, physicalIds);
  const { url, close } = await listen(async (request) => answer(deployment, request));
  const { hostname, port } = (await dynalite.client.config.endpoint?.()) ?? {};
  lead({
    AWS_ENDPOINT_URL: url,
    AWS_ENDPOINT_URL_DYNAMODB: `http://${hostname}:${port}`,
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${fauxqs.server.port}`,
    AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${fauxqs.server.port}`,
  });
  deployment.stop = async () => {
    vi.unstubAllEnvs();
    await Promise.all([close(), dynalite.stop(), fauxqs.stop()]);
  };
  return deployment;
};

const lead = (endpoints: Readonly<Record<string, string>>): void => {
  const identity = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  for (const [name, value] of Object.entries({ ...identity, ...endpoints })) vi.stubEnv(name, value);
};

const aDeployment = (
  policyFile: PolicyFile,
  stores: Pick<Deployment, 'dynalite' | 'fauxqs'>,
  template: unknown,
  physicalIds: ReadonlyMap<string, string>,
): Deployment => {
  const idOf = (beginning: string): string => {
    const found = [...physicalIds].find(([logicalId]) => logicalId.startsWith(beginning));
    if (found === undefined) throw new Error(`the template has no ${beginning}…: ${[...physicalIds.keys()]}`);
    return found[1];
  };
  const secrets = fakeSecretsManager();
  return {
    ...stores,
    policyFile,
    secrets,
    stack: { name: 'TallymanAlerts', status: 'UPDATE_COMPLETE', outputs: {}, template, physicalIds },
    registry: { repositories: [], scanning: { scanType: 'BASIC', rules: [] } },
    ecr: fakeEcr(),
    subscriptions: new Map(),
    securityHub: 'on',
    denied: new Set(),
    idOf,
    stop: async () => {},
  };
};

/** Makes what is asked for later on; the rest has a name only. */
const deploy = async (
  resources: Readonly<Record<string, Resource>>,
  dynalite: Dynalite,
  fauxqs: Fauxqs,
): Promise<ReadonlyMap<string, string>> => {
  const table = await dynalite.newTable();
  const physicalId = (logicalId: string, { Type, Properties }: Resource): string => {
    if (Type === 'AWS::DynamoDB::Table') return table;
    if (Type === 'AWS::S3::Bucket') return fauxqs.newBucket();
    if (Type === 'AWS::SQS::Queue') return fauxqs.newQueue({ fifo: Properties['FifoQueue'] === true });
    if (Type === 'AWS::SNS::Topic') return `arn:aws:sns:eu-west-1:111122223333:TallymanAlerts-${logicalId}`;
    return `TallymanAlerts-${logicalId}`;
  };
  return new Map(Object.entries(resources).map(([id, resource]) => [id, physicalId(id, resource)]));
};

const answer = (deployment: Deployment, request: HttpRequest): HttpAnswer => {
  const body = request.body.toString();
  const target = request.headers['x-amz-target'];
  if (target !== undefined) return answerTarget(deployment, target, request);
  if (request.path === '/accounts') return describeHub(deployment);
  return answerQuery((action, parameters) => {
    if (deployment.denied.has(action))
      throw new Refusal('AccessDenied', `User is not authorized to perform: ${action}`, 403);
    const isStack = parameters.get('Version') === '2010-05-15';
    const service = isStack ? cloudFormation(() => deployment.stack) : subscriptions(deployment.subscriptions);
    return service(action, parameters);
  }, body);
};

const answerTarget = (deployment: Deployment, target: string, request: HttpRequest): HttpAnswer => {
  const [, action = ''] = target.split('.');
  return deployment.denied.has(action)
    ? refused('AccessDeniedException', `not authorized to perform: ${action}`)
    : answerBy(serviceOf(deployment, target))(request);
};

const serviceOf = ({ secrets, registry, ecr }: Deployment, target: string): AwsService => {
  if (target.startsWith('secretsmanager.')) return secrets;
  return /DescribeImage|BatchGetImage|GetDownloadUrl/.test(target) ? ecr : registryService(registry);
};

const describeHub = ({ securityHub, denied }: Deployment): HttpAnswer => {
  if (denied.has('DescribeHub')) return refused('AccessDeniedException', 'not authorized to perform: DescribeHub', 403);
  if (securityHub === 'off')
    return refused('InvalidAccessException', 'Account 111122223333 is not subscribed to AWS Security Hub', 401);
  const HubArn = 'arn:aws:securityhub:eu-west-1:111122223333:hub/default';
  return json(200, { HubArn, SubscribedAt: '2026-11-01T00:00:00.000Z', AutoEnableControls: true });
};

const refused = (code: string, message: string, status = 400): HttpAnswer => {
  const { headers, ...answered } = json(status, { __type: code, Message: message, message });
  return { ...answered, headers: { ...headers, 'x-amzn-errortype': code } };
};

const json = (status: number, body: unknown): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
