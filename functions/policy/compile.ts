import { createHash } from 'node:crypto';
import type { Policy, Receiver, Route, Split, Whose } from '../core/domain/policy.ts';
import type { Severity } from '../core/domain/severity.ts';
import { daysOf } from './days.ts';
import { compileGlob } from './globs.ts';
import type { PolicyShape } from './shape.ts';

const DEFAULT_TOKEN = 'tallyman/slack-token';
/** A release of last year's audit is still known by its tag. */
const DEFAULT_TAG_HISTORY = '400d';

/** The policy as the functions read it. Every key is written here in its order, so that the same meaning is the same JSON. */
export const compile = (shape: PolicyShape): Policy => {
  const { scanning } = shape.registry ?? { scanning: 'leave' };
  const rest = {
    scanning,
    rescan: scanning !== 'enhanced' && shape.rescan !== 'off',
    unratedAs: severityOf(shape['unrated-as']) ?? 'MEDIUM',
    watch: patterns(shape.watch) ?? [compileGlob('**')],
    ignore: patterns(shape.ignore) ?? [],
    lineages: Object.entries(shape.lineages ?? {})
      .map(([repository, globs]) => split(repository, globs))
      .toSorted(by(({ repository }) => repository)),
    sources: Object.entries(shape.repositories ?? {})
      .flatMap(([repository, { source }]) => (source === undefined ? [] : [{ repository, template: source }]))
      .toSorted(by(({ repository }) => repository)),
    tagHistoryDays: daysOf(shape['tag-history'] ?? DEFAULT_TAG_HISTORY),
    receivers: Object.entries(shape.receivers)
      .map(([name, kind]) => receiver(name, kind))
      .toSorted(by(({ name }) => name)),
    routes: shape.routes.map(route),
  };
  const hash = createHash('sha256')
    .update(JSON.stringify({ format: 1, ...rest }))
    .digest('hex')
    .slice(0, 12);
  return { format: 1, hash, ...rest };
};

type Kind = PolicyShape['receivers'][string];

const receiver = (name: string, kind: Kind): Receiver => {
  if ('slack' in kind) return { name, channel: 'slack', ...slackPlace(kind.slack) };
  if ('sns' in kind) return { name, channel: 'sns', ...topic(kind.sns) };
  return { name, channel: 'security-hub' };
};

const slackPlace = (slack: Extract<Kind, { slack: unknown }>['slack']) =>
  'webhook' in slack
    ? { webhook: { urlSecret: slack.webhook } }
    : { bot: { channelId: slack.channel, tokenSecret: slack.token ?? DEFAULT_TOKEN } };

const topic = (sns: Extract<Kind, { sns: unknown }>['sns']) =>
  'topic' in sns ? { topicArn: sns.topic } : { email: [sns.email].flat() };

type WrittenRoute = PolicyShape['routes'][number];

const route = (written: WrittenRoute): Route => ({
  to: written.to,
  whose: whose(written),
  not: written.not === undefined ? null : whose(written.not),
  severity: severityOf(written.severity),
  ...facts(written),
  otherwise: written.otherwise ?? false,
  mention: written.mention ?? null,
  also: [written.also ?? []].flat(),
  remindDays: written.remind === undefined ? null : daysOf(written.remind),
});

const facts = (written: WrittenRoute) => ({
  fixable: written.fixable ?? null,
  exploited: written.exploited ?? null,
  epss: written.epss ?? null,
  cvss: written.cvss ?? null,
  inUse: written['in-use'] ?? null,
});

type Globs = string | readonly string[] | undefined;

const whose = ({ repository, tag }: { readonly repository?: Globs; readonly tag?: Globs }): Whose => ({
  repository: patterns(repository),
  tag: patterns(tag),
});

const patterns = (globs: Globs) => (globs === undefined ? null : [globs].flat().map(compileGlob));

const split = (repository: string, globs: string | readonly string[]): Split => ({
  repository,
  tags: [globs].flat().map(compileGlob),
});

/** The order of maps, whose own has no meaning. */
const by =
  <T>(key: (item: T) => string) =>
  (a: T, b: T): number =>
    key(a) < key(b) ? -1 : 1;

const severityOf = (word: Lowercase<Severity> | undefined): Severity | null =>
  word === undefined ? null : (word.toUpperCase() as Severity);
