import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { drillCommand } from '../../cli/drill.ts';
import { securityHubChannel } from '../../functions/adapters/security-hub/channel.ts';
import { slackChannel } from '../../functions/adapters/slack/channel.ts';
import { snsChannel } from '../../functions/adapters/sns/channel.ts';
import { TOPIC_ARN } from '../support/builders.ts';
import { startDeliverer } from '../support/deployed/deliverer.ts';
import { type Deployment, POLICY, startDeployment } from '../support/deployed/deployment.ts';
import { run } from '../support/deployed/run.ts';
import { fakeRecords } from '../support/fake-records.ts';
import { fakeSecrets } from '../support/fake-secrets.ts';
import { fakeThreads } from '../support/fake-threads.ts';
import { type SecurityHub, startSecurityHub } from '../support/security-hub.ts';
import { type Slack, startSlack, TOKEN, WEBHOOK } from '../support/slack.ts';
import { type Sns, startSns } from '../support/sns.ts';

let deployment: Deployment;
let slack: Slack;
let sns: Sns;
let hub: SecurityHub;
let deliverers: readonly { stop(): Promise<void> }[] = [];
beforeAll(async () => {
  [deployment, slack, sns, hub] = await Promise.all([startDeployment(), startSlack(), startSns(), startSecurityHub()]);
  const { policy } = deployment.policyFile;
  const { receivers } = policy;
  const secrets = fakeSecrets({ 'tallyman/slack-token': TOKEN, 'tallyman/platform-webhook': WEBHOOK });
  const [threads, records] = [fakeThreads(), fakeRecords()];
  const topics = { 'on-call': TOPIC_ARN, pager: TOPIC_ARN };
  deliverers = [
    startDeliverer(deployment, 'Slack', slackChannel({ receivers, secrets, threads, records, fetch: slack.fetch })),
    startDeliverer(deployment, 'Sns', snsChannel({ receivers, topics, client: sns.client })),
    startDeliverer(deployment, 'SecurityHub', securityHubChannel({ policy, client: hub.client })),
  ];
});
afterAll(async () => {
  await Promise.all(deliverers.map(({ stop }) => stop()));
  await Promise.all([deployment, slack, sns, hub].map((each) => each.stop()));
});
beforeEach(() => {
  slack.fake.behave(null);
  hub.fake.behave(null);
});

const drill = (...args: readonly string[]) => run(drillCommand(), '--policy', POLICY, ...args);

const waitingIn = (beginning: string): number => {
  const [name = ''] = deployment.idOf(beginning).split('/').slice(-1);
  const { ready = [], delayed = [], inflight = [] } = deployment.fauxqs.server.inspectQueue(name)?.messages ?? {};
  return ready.length + delayed.length + inflight.length;
};

/** The claim says how a drill ended before its message is taken off the queue. */
const isDone = (construct: string): Promise<void> =>
  expect.poll(() => waitingIn(`Deliver${construct}DeliveriesQueue`), { timeout: 5_000 }).toBe(0);

test('each receiver gets one message marked DRILL, and the exit status is 0', async () => {
  const accepted = slack.fake.accepted.length;
  const { out, err, exitCode } = await drill('--timeout', '20');
  expect(out).toBe(
    [
      'hub (security-hub): delivered',
      'on-call (sns):      delivered',
      'pager (sns):        delivered',
      'payments (slack):   delivered',
      'platform (slack):   delivered',
      '',
    ].join('\n'),
  );
  expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
  const posts = slack.fake.accepted.slice(accepted).map(({ payload }) => String(payload['text']));
  expect(posts.toSorted()).toEqual([
    'DRILL: tallyman/drill:made-up. Nothing was found. Alerts to payments arrive here. There is nothing to do.',
    'DRILL: tallyman/drill:made-up. Nothing was found. Alerts to platform arrive here. There is nothing to do.',
  ]);
  expect(sns.fake.published.map(({ subject }) => subject)).toEqual(
    Array(2).fill('DRILL: tallyman/drill:made-up. Nothing was found.'),
  );
  expect([...hub.fake.findings.values()]).toMatchObject([
    {
      Title: 'DRILL: MADE-UP - nothing in tallyman/drill',
      RecordState: 'ARCHIVED',
      FindingProviderFields: { Severity: { Label: 'INFORMATIONAL' } },
    },
  ]);
});

test('only those who are named are drilled', async () => {
  const accepted = slack.fake.accepted.length;
  const { out, exitCode } = await drill('payments', '--timeout', '20');
  expect({ out, exitCode }).toEqual({ out: 'payments (slack): delivered\n', exitCode: 0 });
  expect(slack.fake.accepted).toHaveLength(accepted + 1);
});

describe('a drill that is refused', () => {
  test('says why and what to do, the exit status is 3, and nothing stays in the dead letters', async () => {
    slack.fake.behave({ error: 'not_in_channel' });
    hub.fake.behave({ disabled: 'finding' });
    const { out, exitCode } = await drill('payments', 'hub', '--timeout', '20');
    expect(exitCode).toBe(3);
    expect(out).toMatch(
      /^hub \(security-hub\): refused: .+\n {20}→ .+\npayments \(slack\): {3}refused: .+\n {20}→ .+\n$/,
    );
    expect(out).toContain('refused: Slack answered 200 not_in_channel\n');
    expect(out).toContain('→ invite the app to the channel C0PAYMENTS\n');
    for (const construct of ['Slack', 'SecurityHub']) {
      await isDone(construct);
      expect(waitingIn(`Deliver${construct}DeliveriesDeadLetters`)).toBe(0);
    }
  });

  test('does not stand in the way of the next', async () => {
    slack.fake.behave({ error: 'not_in_channel' });
    expect((await drill('payments', '--timeout', '20')).exitCode).toBe(3);
    slack.fake.behave(null);
    expect(await drill('payments', '--timeout', '20')).toMatchObject({ exitCode: 0 });
  });
});

test('a drill that fails for now is not tried again behind the back of whoever drills', async () => {
  slack.fake.behave({ status: 503 });
  const { out, exitCode } = await drill('platform', '--timeout', '20');
  expect({ out, exitCode }).toEqual({
    out:
      'platform (slack): not delivered: Slack answered 503\n' +
      `${' '.repeat(18)}→ an alert would be tried again for 12 hours; drill again later\n`,
    exitCode: 3,
  });
  await isDone('Slack');
});

test('as JSON, it is said of each receiver', async () => {
  slack.fake.behave({ error: 'channel_is_archived' });
  const { out, exitCode } = await drill('payments', 'on-call', '--timeout', '20', '--json');
  expect(exitCode).toBe(3);
  expect(JSON.parse(out)).toEqual({
    receivers: [
      { receiver: 'on-call', channel: 'sns', kind: 'delivered' },
      {
        receiver: 'payments',
        channel: 'slack',
        kind: 'refused',
        reason: 'Slack answered 200 channel_is_archived',
        remedy: expect.stringMatching(/^unarchive/),
      },
    ],
  });
});

describe('a drill that nobody takes', () => {
  test('is given up in time, with where to look', async () => {
    await Promise.all(deliverers.map(({ stop }) => stop()));
    const { out, exitCode } = await drill('payments', '--timeout', '1');
    expect(exitCode).toBe(3);
    expect(out).toMatch(
      /^payments \(slack\): not known: still in its queue after 1 s\n {18}→ .*log of deliver-slack\n$/,
    );
  });
});

describe('cannot run', () => {
  test('for a receiver that the policy has not', async () => {
    expect(await drill('paymants')).toEqual({
      out: '',
      err: `${POLICY} has no receiver paymants: it has hub, on-call, pager, payments, platform\n`,
      exitCode: 1,
    });
  });

  test('without a stack', async () => {
    const { err, exitCode } = await drill('--stack', 'Other');
    expect({ err, exitCode }).toEqual({ err: expect.stringMatching(/^there is no stack Other/), exitCode: 1 });
  });

  test.each(['0', '-1', 'soon', '3601'])('for %s seconds', async (timeout) => {
    const { err, exitCode } = await drill('--timeout', timeout);
    expect({ err, exitCode }).toEqual({ err: expect.stringContaining('write a number of seconds'), exitCode: 1 });
  });
});
