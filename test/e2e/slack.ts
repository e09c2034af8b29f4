import assert from 'node:assert/strict';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { fakeSlack } from '../../replay/fakes/slack.ts';
import type { AcceptedPost } from '../../replay/fakes/slack-payload.ts';
import { listen } from '../../replay/http.ts';
import { slackText } from '../../replay/slack-text.ts';
import type { Aws } from './aws.ts';
import { REPOSITORY, TAG } from './registry.ts';
import type { Witness } from './witness.ts';

/** The strict fake of Slack: moto has none. */
export interface Slack {
  /** Where functions find it. */
  readonly url: string;
  readonly accepted: readonly AcceptedPost[];
  stop(): Promise<void>;
}

/** As in `tallyman.yaml`. */
const CHANNEL = 'C0PAYMENTS';
const TOKEN_SECRET = 'tallyman/slack-token';
const WEBHOOK_SECRET = 'tallyman/platform-webhook';

/** Nobody takes these for real ones. */
const TOKEN = 'xoxb-e2e';
const WEBHOOK = '/services/T0E2E/B0E2E/e2e';

/** Starts it, and puts into Secrets Manager what it lets in. */
export const startSlack = async ({ secretsManager }: Aws): Promise<Slack> => {
  const slack = fakeSlack();
  slack.addToken(TOKEN, { channels: [CHANNEL] });
  slack.addWebhook(WEBHOOK);
  const secrets = { [TOKEN_SECRET]: TOKEN, [WEBHOOK_SECRET]: `https://hooks.slack.com${WEBHOOK}` };
  for (const [Name, SecretString] of Object.entries(secrets))
    await secretsManager.send(new CreateSecretCommand({ Name, SecretString }));
  const { url, close } = await listen(async (request) => {
    // The replay's side of the function puts the function's name before the path.
    const [, path] = /^\/\.slack\/[^/]+(\/.*)$/.exec(request.path) ?? [];
    if (path === undefined) throw new Error(`e2e has no stand-in for ${request.method} ${request.path}`);
    return slack.handle({ ...request, path });
  });
  return { url, accepted: slack.accepted, stop: close };
};

/** The bot tells high and above, the webhook critical ones. */
export const slackWitness = ({ accepted }: Slack): Witness => ({
  seen: async () => [...accepted],
  check: async ({ counts }) => {
    const [byBot, ...thread] = accepted.filter(({ channel }) => channel === CHANNEL);
    const [byWebhook, ...others] = accepted.filter(({ webhook }) => webhook === WEBHOOK);
    assert.equal(others.length, 0, 'the webhook was used more than once');
    const critical = `${counts['CRITICAL']} critical`;
    const headline = `First count of ${REPOSITORY}:${TAG}: ${critical}`;
    assertSays(byBot, `${headline}, ${counts['HIGH']} high`);
    assertSays(byWebhook, headline);
    return `the strict fake took ${1 + thread.length} messages of the bot and 1 of the webhook: "${headline}…"`;
  },
});

const assertSays = (post: AcceptedPost | undefined, expected: string): void => {
  const text = post === undefined ? 'nothing' : slackText(post.payload).join('\n');
  assert.ok(text.includes(expected), `expected "${expected}", and Slack took: ${text}`);
};
