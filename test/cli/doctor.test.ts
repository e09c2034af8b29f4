import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Diagnosis } from '../../cli/doctor/diagnosis.ts';
import { doctorCommand } from '../../cli/doctor.ts';
import { type Deployment, POLICY, startDeployment, withoutQueue } from '../support/deployed/deployment.ts';
import { run } from '../support/deployed/run.ts';
import { startWorkspace, type Workspace } from '../support/deployed/workspace.ts';

const TOKEN = 'xoxb-0000-made-up';
const WEBHOOK = 'https://hooks.slack.com/services/T0/B0/made0up';
const PAGER = 'arn:aws:sns:eu-west-1:111122223333:pager';

let deployment: Deployment;
let workspace: Workspace;
beforeAll(async () => {
  [deployment, workspace] = await Promise.all([startDeployment(), startWorkspace(TOKEN)]);
});
afterAll(async () => {
  await Promise.all([deployment.stop(), workspace.stop()]);
});

const subscribed = (endpoint: string, arn = `${PAGER}:0f0e1d2c`, protocol = 'email') => ({ endpoint, protocol, arn });

beforeEach(() => {
  const { secrets, subscriptions, registry, policyFile } = deployment;
  secrets.set('tallyman/slack-token', TOKEN);
  secrets.set('tallyman/platform-webhook', JSON.stringify({ url: WEBHOOK }));
  Object.assign(workspace, {
    scopes: ['chat:write', 'channels:read'],
    channels: { C0PAYMENTS: { isMember: true } },
    answers: null,
  });
  subscriptions.set(deployment.idOf('OperatorsTopic'), [
    subscribed('platform@tallyman.dev'),
    subscribed('https://elsewhere.example', `${PAGER}:1`, 'https'),
    subscribed('security@tallyman.dev'),
  ]);
  subscriptions.set(deployment.idOf('DeliverSnsoncall'), [subscribed('oncall@tallyman.dev')]);
  subscriptions.set(PAGER, [subscribed('arn:aws:sqs:eu-west-1:111122223333:pager', `${PAGER}:2`, 'sqs')]);
  registry.repositories = [
    { repositoryName: 'payments/api', scanOnPush: true },
    { repositoryName: 'base/node' },
    { repositoryName: 'unwatched' },
  ];
  registry.scanning = {
    scanType: 'BASIC',
    rules: [{ scanFrequency: 'SCAN_ON_PUSH', repositoryFilters: [{ filter: 'base', filterType: 'WILDCARD' }] }],
  };
  deployment.securityHub = 'on';
  deployment.stack = {
    ...deployment.stack,
    status: 'UPDATE_COMPLETE',
    outputs: { PolicyHash: policyFile.policy.hash },
  };
});
afterEach(() => deployment.denied.clear());

const doctor = (...args: readonly string[]) => run(doctorCommand(workspace.fetch), '--policy', POLICY, ...args);

/** What the doctor says of one thing. */
const diagnosisOf = async (about: string): Promise<Diagnosis & { readonly exitCode: number }> => {
  const { out, exitCode } = await doctor('--json');
  const { diagnoses }: { diagnoses: Diagnosis[] } = JSON.parse(out);
  const found = diagnoses.find((diagnosis) => diagnosis.about.startsWith(about));
  if (found === undefined) throw new Error(`nothing is said of ${about}: ${out}`);
  return { ...found, exitCode };
};

/** The same, where the policy file has these lines besides. */
const diagnosed = async (lines: string, about: string): Promise<Diagnosis & { readonly exitCode: number }> => {
  const directory = mkdtempSync(join(tmpdir(), 'tallyman-doctor-'));
  const file = join(directory, 'tallyman.yaml');
  writeFileSync(file, `${readFileSync(POLICY, 'utf8')}\n${lines}\n`);
  const { out, exitCode } = await run(doctorCommand(workspace.fetch), '--policy', file, '--json');
  rmSync(directory, { recursive: true });
  const { diagnoses }: { diagnoses: Diagnosis[] } = JSON.parse(out);
  const found = diagnoses.find((diagnosis) => diagnosis.about === about);
  if (found === undefined) throw new Error(`nothing is said of ${about}: ${out}`);
  return { ...found, exitCode };
};

const wrong = { verdict: 'wrong', exitCode: 3 };

test('where all is well, each thing has its line, and the exit status is 0', async () => {
  const { out, err, exitCode } = await doctor();
  expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
  await expect(out.replace(deployment.policyFile.policy.hash, '0123456789ab')).toMatchFileSnapshot('golden/well.txt');
});

test('all that is wrong is said at once, each with its remedy, and the exit status is 3', async () => {
  deployment.secrets.set('tallyman/slack-token', 'xapp-1-not-of-a-bot');
  deployment.secrets.set('tallyman/platform-webhook', 'https://hooks.slack.com/triggers/T0/1/of-a-workflow');
  deployment.subscriptions.set(deployment.idOf('OperatorsTopic'), [
    subscribed('platform@tallyman.dev', 'PendingConfirmation'),
    subscribed('security@tallyman.dev', 'Deleted'),
  ]);
  deployment.subscriptions.set(deployment.idOf('DeliverSnsoncall'), []);
  deployment.subscriptions.set(PAGER, [subscribed('pager@tallyman.dev', 'PendingConfirmation')]);
  deployment.registry.scanning = { scanType: 'BASIC', rules: [] };
  deployment.securityHub = 'off';
  deployment.stack = {
    ...deployment.stack,
    status: 'UPDATE_ROLLBACK_COMPLETE',
    outputs: { PolicyHash: 'ba9876543210' },
  };
  const { out, err, exitCode } = await doctor();
  expect({ err, exitCode }).toEqual({ err: '', exitCode: 3 });
  await expect(out.replace(deployment.policyFile.policy.hash, '0123456789ab')).toMatchFileSnapshot('golden/wrong.txt');
});

describe('a secret', () => {
  test.each([
    ['tallyman/slack-token', 'xoxp-0000-of-a-person'],
    ['tallyman/slack-token', 'xoxb-0000-with\na line break'],
    ['tallyman/platform-webhook', 'http://hooks.slack.com/services/T0/B0/made0up'],
    ['tallyman/platform-webhook', 'https://hooks.slack.com.acme.example/services/T0/B0/made0up'],
    ['tallyman/platform-webhook', TOKEN],
  ])('%s of the wrong shape (%j) is wrong, and never told', async (name, value) => {
    deployment.secrets.set(name, value);
    expect(await diagnosisOf(`secret ${name}`)).toMatchObject({
      ...wrong,
      says: expect.stringMatching(/^holds no /),
      remedy: expect.stringContaining(`into the secret ${name}`),
    });
    const { out, err } = await doctor();
    expect(out + err).not.toContain(value);
    expect(out + err).not.toContain(TOKEN);
  });

  test('with two values is wrong', async () => {
    deployment.secrets.set('tallyman/slack-token', JSON.stringify({ token: TOKEN, other: 'x' }));
    expect(await diagnosisOf('secret tallyman/slack-token')).toMatchObject({
      ...wrong,
      says: 'the secret tallyman/slack-token holds 2 values',
    });
  });

  test('that nobody may read is wrong, with what to allow', async () => {
    deployment.denied.add('GetSecretValue');
    expect(await diagnosisOf('secret tallyman/slack-token')).toMatchObject({
      ...wrong,
      remedy: 'allow them secretsmanager:GetSecretValue',
    });
  });

  test('whose token Slack does not take is wrong', async () => {
    deployment.secrets.set('tallyman/slack-token', 'xoxb-0000-revoked');
    expect(await diagnosisOf('secret tallyman/slack-token')).toMatchObject({
      ...wrong,
      says: 'Slack answered 200 invalid_auth',
      remedy: expect.stringContaining('into the secret tallyman/slack-token'),
    });
  });

  test('whose bot may not post is wrong', async () => {
    workspace.scopes = ['channels:read'];
    expect(await diagnosisOf('secret tallyman/slack-token')).toMatchObject({
      ...wrong,
      remedy: 'give the app the scope chat:write, and install it again',
    });
  });

  test('that cannot be tried, as Slack is away, is not well', async () => {
    workspace.answers = { status: 503, headers: {}, body: 'away' };
    expect(await diagnosisOf('secret tallyman/slack-token')).toMatchObject({ ...wrong, says: 'Slack answered 503' });
  });
});

describe('a channel', () => {
  const ABOUT = 'channel C0PAYMENTS of payments';

  test('that the bot may not ask of cannot be told, which is no fault', async () => {
    workspace.scopes = ['chat:write'];
    expect(await diagnosisOf(ABOUT)).toMatchObject({
      verdict: 'unknown',
      exitCode: 0,
      remedy: 'npm run tallyman -- drill',
    });
  });

  test('that may be a private one, which the bot may not see, cannot be told', async () => {
    workspace.channels = { C0PAYMENTS: { isMember: true, isPrivate: true } };
    expect(await diagnosisOf(ABOUT)).toMatchObject({ verdict: 'unknown', exitCode: 0 });
  });

  test('that the bot would see, private or not, and does not, is wrong', async () => {
    workspace.scopes = ['chat:write', 'channels:read', 'groups:read'];
    workspace.channels = {};
    expect(await diagnosisOf(ABOUT)).toMatchObject({ ...wrong, says: 'Slack answered 200 channel_not_found' });
  });

  test('that the bot is not in is wrong', async () => {
    workspace.channels = { C0PAYMENTS: { isMember: false } };
    expect(await diagnosisOf(ABOUT)).toMatchObject({ ...wrong, says: 'the bot is not in it' });
  });

  test('that is public is well where the bot may post to any', async () => {
    workspace.scopes = ['chat:write', 'chat:write.public', 'channels:read'];
    workspace.channels = { C0PAYMENTS: { isMember: false } };
    expect(await diagnosisOf(ABOUT)).toMatchObject({ verdict: 'ok', exitCode: 0 });
  });

  test('that is private needs the bot in it, wherever else it may post', async () => {
    workspace.scopes = ['chat:write', 'chat:write.public', 'groups:read'];
    workspace.channels = { C0PAYMENTS: { isMember: true, isPrivate: true } };
    expect(await diagnosisOf(ABOUT)).toMatchObject({ verdict: 'ok', exitCode: 0 });
  });

  test('that is archived is wrong', async () => {
    workspace.channels = { C0PAYMENTS: { isMember: true, isArchived: true } };
    expect(await diagnosisOf(ABOUT)).toMatchObject({ ...wrong, says: 'is archived' });
  });
});

describe('the policy', () => {
  test('that names a channel which is not deployed is wrong, and nobody asks for its topic', async () => {
    const { stack } = deployment;
    deployment.stack = withoutQueue(withoutQueue(stack, 'SNS_QUEUE_URL'), 'TOPIC_ARNS');
    expect(await diagnosisOf('policy')).toMatchObject({
      ...wrong,
      says: `the stack cannot deliver to sns, which ${POLICY} names`,
    });
    await expect(diagnosisOf('e-mail oncall@tallyman.dev')).rejects.toThrow('nothing is said of');
    deployment.stack = stack;
  });

  test('that the stack does not tell cannot be told', async () => {
    deployment.stack = { ...deployment.stack, outputs: {} };
    expect(await diagnosisOf('policy')).toMatchObject({ verdict: 'unknown', exitCode: 0 });
  });
});

describe('scanning', () => {
  test('of repositories that nothing scans names them', async () => {
    deployment.registry.repositories = [
      { repositoryName: 'payments/worker', scanOnPush: false },
      { repositoryName: 'payments/api' },
      { repositoryName: 'base/node' },
      { repositoryName: 'unwatched' },
    ];
    expect(await diagnosisOf('scanning')).toMatchObject({
      ...wrong,
      says: 'nothing scans 2 of 3 watched repositories: payments/api, payments/worker',
    });
  });

  test('of no repository that is watched is wrong: it may be another Region', async () => {
    deployment.registry.repositories = [{ repositoryName: 'unwatched', scanOnPush: true }];
    expect(await diagnosisOf('scanning')).toMatchObject({
      ...wrong,
      says: 'watch (payments/**, base/*) fits none of 1 repositories in 111122223333 eu-west-1',
    });
  });

  const ENHANCED = {
    scanType: 'ENHANCED',
    rules: [
      { scanFrequency: 'CONTINUOUS_SCAN', repositoryFilters: [{ filter: 'payments/*', filterType: 'WILDCARD' }] },
    ],
  };

  test('that is enhanced is by the rules of the registry alone', async () => {
    deployment.registry.scanning = ENHANCED;
    expect(await diagnosisOf('scanning')).toMatchObject({
      ...wrong,
      says: 'nothing scans 1 of 2 watched repositories: base/node',
      remedy: expect.stringContaining('registry: { scanning: enhanced }'),
    });
  });

  test('that is enhanced is well where its rules fit all that is watched', async () => {
    deployment.registry.scanning = ENHANCED;
    deployment.registry.repositories = [{ repositoryName: 'payments/api' }];
    expect(await diagnosisOf('scanning')).toMatchObject({ verdict: 'ok', exitCode: 0 });
  });

  test('that is not what the file says is wrong, whatever it scans', async () => {
    deployment.registry.scanning = ENHANCED;
    expect(await diagnosed('registry: { scanning: basic }', 'scanning')).toMatchObject({
      ...wrong,
      says: expect.stringMatching(/^the registry uses enhanced scanning, and .* says basic$/),
      remedy: expect.stringContaining('npx cdk deploy --all'),
    });
  });
});

describe('repositories', () => {
  test('that the file does not name are listed, and that is not wrong', async () => {
    expect(await diagnosed('repositories: { payments/api: {} }', 'repositories')).toMatchObject({
      verdict: 'ok',
      says: expect.stringMatching(/^2 of 3 are not of .*: base\/node, unwatched$/),
      remedy: expect.stringContaining('docs/repositories.md'),
    });
  });

  test('that a creation template made are of the file', async () => {
    const lines =
      'repositories: { unwatched: {} }\ncreation-templates: { payments/: { applied-for: replication }, base: { applied-for: replication } }';
    expect(await diagnosed(lines, 'repositories')).toMatchObject({ verdict: 'ok', remedy: null });
    const root = 'creation-templates: { ROOT: { applied-for: replication } }';
    expect(await diagnosed(root, 'repositories')).toMatchObject({ verdict: 'ok', remedy: null });
  });

  test('that the file names and nobody has are wrong', async () => {
    expect(await diagnosed('repositories: { payments/new: {} }', 'repositories')).toMatchObject({
      ...wrong,
      says: expect.stringMatching(/has payments\/new, and the registry has not$/),
    });
  });

  test('beyond ten are counted', async () => {
    deployment.registry.repositories = Array.from({ length: 12 }, (_, index) => ({
      repositoryName: `payments/${index}`,
    }));
    expect(await diagnosed('repositories: { payments/0: {} }', 'repositories')).toMatchObject({
      says: expect.stringMatching(/payments\/8, 1 more$/),
    });
  });
});

test('dead letters that wait are counted, in the queue that they are in', async () => {
  const [beginning, url] = ['DeliverSlackDeliveriesDeadLetters', deployment.idOf('DeliverSlackDeliveriesDeadLetters')];
  await deployment.fauxqs.sqs.send(
    new SendMessageCommand({
      QueueUrl: url,
      MessageBody: '{}',
      MessageGroupId: 'payments',
      MessageDeduplicationId: '1',
    }),
  );
  expect(await diagnosisOf(`dead letters ${beginning}`)).toMatchObject({
    ...wrong,
    says: '1 waiting',
  });
});

test.each([
  ['ListSubscriptionsByTopic', 'topic of operators'],
  ['DescribeRepositories', 'scanning'],
  ['DescribeHub', 'Security Hub'],
])('what nobody may look at (%s) is not well, and hides nothing else', async (action, about) => {
  deployment.denied.add(action);
  expect(await diagnosisOf(about)).toMatchObject({ ...wrong, says: 'these credentials may not look' });
  expect(await diagnosisOf('channel C0PAYMENTS of payments')).toMatchObject({ verdict: 'ok' });
});

describe('cannot run', () => {
  const cannotRun = async (...args: readonly string[]) => {
    const { out, err, exitCode } = await doctor(...args);
    expect({ out, exitCode }).toEqual({ out: '', exitCode: 1 });
    expect(err.trimEnd()).not.toContain('\n');
    return err;
  };

  test('without a stack', async () => {
    expect(await cannotRun('--stack', 'Other')).toMatch(/^there is no stack Other in eu-west-1: deploy it/);
  });

  test.each(['REVIEW_IN_PROGRESS', 'CREATE_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'DELETE_FAILED'])(
    'on a stack in which nothing stands (%s)',
    async (status) => {
      deployment.stack = { ...deployment.stack, status };
      expect(await cannotRun()).toContain(status);
    },
  );

  test('on a stack of something else', async () => {
    const { stack } = deployment;
    deployment.stack = { ...stack, template: { Resources: {} } };
    expect(await cannotRun()).toMatch(/^the stack TallymanAlerts is not Tallyman's, or of another release: /);
    deployment.stack = stack;
  });

  test('where nobody may look at the stack', async () => {
    deployment.denied.add('GetTemplate');
    expect(await cannotRun()).toContain('allow them cloudformation:DescribeStacks');
  });

  test('without a Region', async () => {
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
    expect(await cannotRun()).toBe('no Region is set: set AWS_REGION to that of the stack\n');
    vi.stubEnv('AWS_REGION', 'eu-west-1');
  });

  test('without credentials', async () => {
    const nowhere = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'];
    for (const name of nowhere) vi.stubEnv(name, '/dev/null');
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    expect(await cannotRun()).toBe('there are no AWS credentials: log in, or set AWS_PROFILE\n');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  });

  test('where nothing answers', async () => {
    const { AWS_ENDPOINT_URL } = process.env;
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
    expect(await cannotRun()).toMatch(/^AWS does not answer/);
    vi.stubEnv('AWS_ENDPOINT_URL', AWS_ENDPOINT_URL);
  });

  test('with a policy file that is wrong', async () => {
    const { err, exitCode } = await run(
      doctorCommand(workspace.fetch),
      '--policy',
      'test/fixtures/infra/five-mistakes.yaml',
    );
    expect({ exitCode, err }).toEqual({ exitCode: 1, err: expect.stringContaining('five-mistakes.yaml') });
  });
});
