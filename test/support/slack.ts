import { type FakeSlack, fakeSlack } from '../../replay/fakes/slack.ts';
import { listen } from '../../replay/http.ts';

/** Slack on loopback. */
export interface Slack {
  readonly fake: FakeSlack;
  readonly url: string;
  /** Sends to loopback what is meant for Slack. */
  readonly fetch: typeof globalThis.fetch;
  stop(): Promise<void>;
}

export const TOKEN = 'xoxb-0000-made-up';
export const WEBHOOK_PATH = '/services/T0/B0/made-up';
export const WEBHOOK = `https://hooks.slack.com${WEBHOOK_PATH}`;

/** It knows the bot of `TOKEN`, which is in the channel `C0PAYMENTS`, and the webhook of `WEBHOOK`. */
export const startSlack = async (): Promise<Slack> => {
  const fake = fakeSlack();
  fake.addToken(TOKEN, { channels: ['C0PAYMENTS'] });
  fake.addWebhook(WEBHOOK_PATH);
  const { url, close } = await listen(async (request) => fake.handle(request));
  return {
    fake,
    url,
    fetch: (target, init) => globalThis.fetch(String(target).replace(/^https:\/\/(hooks\.)?slack\.com/, url), init),
    stop: close,
  };
};
