import { App } from 'aws-cdk-lib';
import cdk from '../../cdk.json' with { type: 'json' };
import type { Receiver } from '../../functions/core/domain/policy.ts';
import type { PolicyFile } from '../../functions/policy/read-policy.ts';
import type { RegistryScanning } from '../../functions/policy/registry-scanning.ts';
import { scanFilters } from '../../functions/policy/scan-filters.ts';
import { tallyman } from '../../infra/tallyman.ts';
import { aBotReceiver, aPattern, aPolicy, aRoute, aWebhookReceiver } from '../support/builders.ts';

export const aPolicyFile = (overrides: Partial<PolicyFile> = {}): PolicyFile => ({
  policy: aPolicy(),
  operators: { email: ['platform@acme.example'] },
  registry: null,
  repositories: { 'payments/api': {}, 'base/node': {} },
  creationTemplates: {},
  ...overrides,
});

export const TOPIC_ARN = 'arn:aws:sns:eu-west-1:111122223333:pager';

/** By the name that they have in the policy. */
const RECEIVERS: Readonly<Record<string, Receiver>> = {
  platform: aBotReceiver('platform'),
  payments: aWebhookReceiver('payments'),
  'on-call': { name: 'on-call', channel: 'sns', email: ['oncall@acme.example', 'nights@acme.example'] },
  audit: { name: 'audit', channel: 'sns', email: ['audit@acme.example'] },
  pager: { name: 'pager', channel: 'sns', topicArn: TOPIC_ARN },
  hub: { name: 'hub', channel: 'security-hub' },
};

/** Every image is told to each of them. */
export const telling = (...names: readonly string[]): PolicyFile =>
  aPolicyFile({
    policy: aPolicy({
      receivers: names.flatMap((name) => RECEIVERS[name] ?? []),
      routes: names.map((to) => aRoute({ to, otherwise: true })),
    }),
    repositories: {},
  });

/** A registry that is scanned in one way, all of it. */
export const scanned = (scanning: RegistryScanning['scanning'], glob = '**'): RegistryScanning => ({
  scanning,
  rules: [{ frequency: scanning === 'basic' ? 'scan-on-push' : 'continuous', filters: scanFilters([glob]) }],
});

/** What the invariants hold for. */
export const POLICY_FILES: Readonly<Record<string, PolicyFile>> = {
  'everything is watched, two repositories': aPolicyFile(),
  'some repositories are watched, told by webhook': aPolicyFile({
    policy: aPolicy({
      watch: [aPattern('payments/**'), aPattern('base/node'), aPattern('team-*/api')],
      receivers: [aWebhookReceiver('payments'), aBotReceiver('platform')],
      routes: [aRoute({ to: 'payments' }), aRoute({ to: 'platform', otherwise: true })],
    }),
  }),
  'no repositories, two operators': aPolicyFile({
    operators: { email: ['platform@acme.example', 'security@acme.example'] },
    repositories: {},
  }),
  'the registry scans as the file says, two repositories': aPolicyFile({
    policy: aPolicy({ scanning: 'basic' }),
    registry: scanned('basic'),
  }),
  'the registry scans as the file says, no repositories': aPolicyFile({
    policy: aPolicy({ scanning: 'enhanced', rescan: false }),
    registry: scanned('enhanced'),
    repositories: {},
  }),
  'scanning is basic': aPolicyFile({ policy: aPolicy({ scanning: 'basic' }), repositories: {} }),
  'mail alone is told': telling('on-call', 'audit'),
  'a given topic alone is told': telling('pager'),
  'mail and Security Hub are told': telling('audit', 'hub'),
  'Slack and mail are told': telling('platform', 'on-call'),
  'Slack and Security Hub are told': telling('platform', 'hub'),
  'everybody is told': telling('platform', 'payments', 'on-call', 'audit', 'pager', 'hub'),
};

type Anything = Readonly<Record<string, unknown>>;

export interface Resource<Properties = Anything> {
  readonly Type: string;
  readonly Properties: Properties;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

type Template = Readonly<Record<string, Resource>>;

/** The app that `cdk synth` makes of `file`, without its bundles. */
export const anApp = (file: PolicyFile): App => {
  const app = new App({ autoSynth: false, context: { ...cdk.context, 'aws:cdk:bundling-stacks': [] } });
  tallyman(app, file);
  return app;
};

/** The resources of each stack by logical id. */
export const templates = (app: App): Readonly<Record<string, Template>> =>
  Object.fromEntries(app.synth().stacks.map(({ stackName, template }) => [stackName, template.Resources as Template]));

/** The resources of one type, each with its logical id. */
export const ofType = <Properties = Anything>(
  template: Template,
  type: string,
): (Resource<Properties> & { id: string })[] =>
  Object.entries(template)
    .filter(([, { Type }]) => Type === type)
    .map(([id, resource]) => ({ id, ...(resource as Resource<Properties>) }));

interface Intrinsic {
  readonly Ref?: string;
  readonly 'Fn::GetAtt'?: readonly [id: string, attribute: string];
  readonly 'Fn::Join'?: readonly [delimiter: string, values: readonly unknown[]];
}

/** The logical id that `Ref` or `Fn::GetAtt` points to. */
export const pointsTo = (value: unknown): string => {
  const { Ref, 'Fn::GetAtt': attribute } = value as Intrinsic;
  return Ref ?? attribute?.[0] ?? `nothing: ${JSON.stringify(value)}`;
};

/** As cdk-nag writes it: `<Key.Arn>/*`. */
export const flat = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Intrinsic;
  return join ? join[1].map(flat).join(join[0]) : `<${Ref ?? attribute?.join('.')}>`;
};

export interface Statement {
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);
