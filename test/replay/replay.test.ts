import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ReplayOptions, replay } from '../../replay/replay.ts';
import { hasDeadLetters } from '../../replay/result.ts';
import { synthesise } from '../../replay/synthesise.ts';
import { alteredAssembly, renameLogicalIds, withoutResources } from '../support/altered-assembly.ts';
import { subjects, titles } from '../support/play.ts';

const EXAMPLE = join(import.meta.dirname, '../../examples/first-scan');
const TIMEOUT_MS = 120_000;

let assembly: string;
let folder: string;
const altered: string[] = [];

beforeAll(async () => {
  assembly = await synthesise(join(EXAMPLE, 'tallyman.yaml'));
}, TIMEOUT_MS);
afterAll(() => {
  for (const each of [assembly, ...altered]) rmSync(each, { recursive: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'replay-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const alter = (change: (template: string) => string): string => {
  const copy = alteredAssembly(assembly, change);
  altered.push(copy);
  return copy;
};

/** Plays steps that are written as YAML; `$` is the folder of the example. */
const play = (steps: string, options: ReplayOptions = {}) => {
  const file = join(folder, 'scenario.yaml');
  writeFileSync(file, `steps:\n${steps.replaceAll('$', EXAMPLE)}`);
  return replay(file, { assembly, ...options });
};
const playExample = (options: ReplayOptions = {}) => replay(join(EXAMPLE, 'scenario.yaml'), { assembly, ...options });

const FIRST_SCAN = `  - { event: $/event.json, scan: [$/answer-1.json, $/answer-2.json], images: $/images.json }\n`;
/** As an event of another rule of the account would be. */
const writeEvent = (name: string, change: (event: Record<string, unknown>) => object): string => {
  const event = JSON.parse(readFileSync(join(EXAMPLE, 'event.json'), 'utf8'));
  writeFileSync(join(folder, name), JSON.stringify(change(event)));
  return name;
};

type Result = Awaited<ReturnType<typeof replay>>;
const outcomesOf = ({ steps }: Result) => steps.map(({ events }) => events.map(({ outcome }) => outcome));
const receiversOf = ({ steps }: Result) => steps.map(({ slack }) => slack.map(({ receiver }) => receiver));

describe('the example', { timeout: TIMEOUT_MS }, () => {
  let result: Result;
  beforeAll(async () => {
    result = await playExample();
  }, TIMEOUT_MS);

  test('tells each receiver what it is to hear', () => {
    expect(outcomesOf(result)).toEqual([['evaluated'], ['evaluated'], ['evaluated']]);
    expect(receiversOf(result)).toEqual([['payments', 'payments', 'platform'], ['payments', 'platform'], ['platform']]);
    const headlines = result.steps.map(({ slack }) => slack.map(({ payload }) => String(payload['text']).slice(0, 40)));
    expect(headlines[1]?.[0]).toContain('1 new CRITICAL in payments/api:v1.4.2');
    expect(headlines[2]?.[0]).toContain('NOT SCANNED: tools/backup');
    expect(subjects(result)).toEqual([
      ['on-call: First count of payments/api:v1.4.2, worst CRITICAL CVE-2023-45853 zlib'],
      ['on-call: 1 new CRITICAL in payments/api:v1.4.2: CVE-2026-1234 openssl'],
      [],
    ]);
    // Of 24 findings five are informational, and `unrated-as` is medium.
    expect(titles(result).map(({ length }) => length)).toEqual([19, 1, 0]);
  });

  test('says where each message went', () => {
    const [bot, , webhook] = result.steps[0]?.slack ?? [];
    expect([bot?.channel, webhook?.channel]).toEqual(['C0PAYMENTS', null]);
    expect(result.steps[0]?.sns[0]?.topic).toMatch(/^arn:aws:sns:eu-west-1:111122223333:TallymanAlerts-/);
  });

  test('counts the calls of each step by action', () => {
    expect(result.steps[0]?.calls).toMatchObject({
      // Two pages, and both again the morning after, when reconcile comes by.
      'ecr:DescribeImageScanFindings': 4,
      's3:PutObject': 1,
      'sns:Publish': 1,
      'securityhub:BatchImportFindings': 1,
    });
    expect(result.steps.map(({ securityHub }) => securityHub.calls)).toEqual([1, 1, 0]);
    // resend asks thrice, every five minutes, at the step's own moment and at the end of its hour too.
    expect(result.steps[2]?.calls).toMatchObject({ 'ecr:DescribeImageScanFindings': 1, 'dynamodb:Query': 39 });
  });

  test('leaves nothing behind, and asks for nothing that the roles do not allow', () => {
    expect([result.deadLetters, result.waiting]).toEqual([[], []]);
    expect(result.permissions.filter(({ allowed }) => !allowed)).toEqual([]);
    expect(result.permissions.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['kms:GenerateDataKey', 'kms:Decrypt', 'sqs:ReceiveMessage', 'logs:PutLogEvents']),
    );
  });

  test('knows of every grant whether it was used', () => {
    const ofEvaluateScan = result.grants.filter(({ function: name }) => name.includes('Evaluate'));
    const grants = ofEvaluateScan.filter(({ action }) => action.startsWith('ecr:'));
    expect(grants.map(({ action, used }) => [action, used])).toEqual([
      ['ecr:BatchGetImage', true],
      ['ecr:DescribeImageScanFindings', true],
      ['ecr:DescribeImages', true],
      ['ecr:GetDownloadUrlForLayer', false],
    ]);
  });

  test('comes out the same with every logical id renamed', async () => {
    const renamed = await playExample({ assembly: alter(renameLogicalIds) });
    // CloudFormation names a topic after its logical id.
    const told = ({ steps }: Result) => JSON.stringify(steps).replaceAll(/(TallymanAlerts-)\w+/g, '$1');
    expect(told(renamed)).toBe(told(result));
  });
});

describe('an event', { timeout: TIMEOUT_MS }, () => {
  test('that comes again is told once', async () => {
    const result = await play(`${FIRST_SCAN}  - { event: [$/event.json, $/event.json] }\n`);
    expect(outcomesOf(result)).toEqual([['evaluated'], ['unchanged', 'unchanged']]);
    expect(receiversOf(result)[1]).toEqual([]);
  });

  test('that no rule takes is ignored, with the reason', async () => {
    const replicated = writeEvent('replicated.json', (event) => ({
      ...event,
      'detail-type': 'ECR Replication Action',
    }));
    const [step] = (await play(`  - { event: ${replicated} }\n`)).steps;
    const reason = expect.stringContaining('no rule takes it: detail-type is "ECR Replication Action"');
    expect(step?.events).toMatchObject([{ outcome: 'ignored', reason }]);
  });

  test('of an image that is gone is ignored, with the reason', async () => {
    const [step] = (await play('  - { event: $/event.json, images: { deleted: true } }\n')).steps;
    expect(step?.events).toMatchObject([{ outcome: 'ignored', reason: expect.stringContaining('sha256:') }]);
  });

  test('without a scan is asked for again until it is told: not scanned', async () => {
    const result = await play('  - { event: $/event.json }\n');
    expect(outcomesOf(result)).toEqual([['evaluated']]);
    expect(result.steps[0]?.calls['ecr:DescribeImageScanFindings']).toBe(4);
    expect(String(result.steps[0]?.slack[0]?.payload['text'])).toContain('NOT SCANNED');
  });

  test('without a digest ends in dead letters, with the path that is wrong; the others do not', async () => {
    const broken = writeEvent('broken.json', ({ detail, ...event }) => ({
      ...event,
      id: 'broken',
      detail: { ...(detail as object), 'image-digest': undefined },
    }));
    const result = await play(FIRST_SCAN.replace('$/event.json', `[${broken}, $/event.json]`));
    const [first, second] = result.steps[0]?.events ?? [];
    expect(first).toMatchObject({
      id: 'broken',
      outcome: 'dead-letter',
      reason: expect.stringContaining('image-digest'),
    });
    expect(second).toMatchObject({ outcome: 'evaluated' });
    expect(result.deadLetters).toMatchObject([{ reason: expect.stringContaining('image-digest') }]);
  });

  test('whose scan names a page that is not there ends badly, and tells nobody anything', async () => {
    const result = await play('  - { event: $/event.json, scan: $/answer-1.json, images: $/images.json }\n');
    expect(outcomesOf(result)).toEqual([['dead-letter']]);
    expect([hasDeadLetters(result), receiversOf(result)]).toEqual([true, [[]]]);
  });
});

describe('Slack', { timeout: TIMEOUT_MS }, () => {
  test('that is busy during a step gets its messages in the next', async () => {
    const busy = FIRST_SCAN.replace(' }', ', slack: { status: 429, retryAfter: 30 } }');
    const result = await play(`${busy}  - { at: +10m }\n`);
    expect(receiversOf(result)).toEqual([[], ['payments', 'payments', 'platform']]);
    expect(hasDeadLetters(result)).toBe(false);
  });

  test('that refuses leaves dead letters, though the event is evaluated', async () => {
    const refusing = FIRST_SCAN.replace(' }', ', slack: { error: channel_is_archived } }');
    const result = await play(refusing);
    expect(outcomesOf(result)).toEqual([['evaluated']]);
    expect(result.deadLetters.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('channel_is_archived'),
      expect.stringContaining('channel_is_archived'),
    ]);
  });
});

describe('the wiring is that of the template', { timeout: TIMEOUT_MS }, () => {
  const unmapped = (functionName: RegExp) =>
    alter(
      withoutResources(
        (type, properties) => type === 'AWS::Lambda::EventSourceMapping' && functionName.test(properties),
      ),
    );

  test('without the mapping of evaluate-scan nothing comes of an event', async () => {
    const result = await play(FIRST_SCAN, { assembly: unmapped(/Evaluate/) });
    expect(result.steps[0]?.events).toMatchObject([
      { outcome: 'dead-letter', reason: 'no function takes it from its queue' },
    ]);
  });

  test('without the mapping of deliver-slack deliveries stop, and lie in their queue', async () => {
    const result = await play(FIRST_SCAN, { assembly: unmapped(/DeliverSlack/) });
    expect(receiversOf(result)).toEqual([[]]);
    expect(result.deadLetters).toHaveLength(2);
  });

  test('without its queue’s policy a rule delivers nothing', async () => {
    const bare = alter(withoutResources((type) => type === 'AWS::SQS::QueuePolicy'));
    const [step] = (await play(FIRST_SCAN, { assembly: bare })).steps;
    expect(step?.events).toMatchObject([
      { outcome: 'dead-letter', reason: expect.stringContaining('does not let the rule') },
    ]);
  });

  test('without their permissions SNS and Security Hub refuse, and Slack is told', async () => {
    const forbidden = alter((template) =>
      template
        .replaceAll('"sns:Publish"', '"sns:ListTopics"')
        .replaceAll('"securityhub:BatchImportFindings"', '"securityhub:GetFindings"'),
    );
    const result = await play(FIRST_SCAN, { assembly: forbidden });
    expect(receiversOf(result)).toEqual([['payments', 'payments', 'platform']]);
    expect(result.deadLetters.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('SNS answered 403 AuthorizationError'),
      expect.stringContaining('Security Hub answered 403 AccessDeniedException'),
    ]);
    const denied = result.permissions.filter(({ allowed }) => !allowed).map(({ action }) => action);
    expect(denied).toEqual(expect.arrayContaining(['sns:Publish', 'securityhub:BatchImportFindings']));
  });

  test('without its permission a call is refused', async () => {
    const forbidden = alter((template) => template.replaceAll('"s3:PutObject"', '"s3:ListBucket"'));
    const result = await play(FIRST_SCAN, { assembly: forbidden });
    expect(outcomesOf(result)).toEqual([['dead-letter']]);
    expect(result.steps[0]?.events[0]?.reason).toContain('AccessDenied');
    const denied = result.permissions.filter(({ allowed }) => !allowed);
    expect(new Set(denied.map(({ action }) => action))).toEqual(new Set(['s3:PutObject']));
  });
});

describe('a fault', { timeout: TIMEOUT_MS }, () => {
  test('of one call is nothing that anybody hears of', async () => {
    let pages = 0;
    const result = await play(FIRST_SCAN, {
      fault: ({ action }) => (action === 'DescribeImageScanFindings' && ++pages === 2 ? 'drop' : undefined),
    });
    expect(outcomesOf(result)).toEqual([['evaluated']]);
    expect(result.steps[0]?.calls['ecr:DescribeImageScanFindings']).toBe(3);
  });

  test('between commit and sending is mended by resend', async () => {
    const result = await play(FIRST_SCAN, {
      fault: ({ function: name, action }) =>
        action === 'SendMessageBatch' && name.includes('Evaluate') ? { status: 403, code: 'AccessDenied' } : undefined,
    });
    expect(receiversOf(result)).toEqual([['payments', 'payments', 'platform']]);
    expect(result.permissions.filter(({ allowed }) => !allowed)).toEqual([]);
  });

  test('that stays lets a scheduled run end in its dead letters', async () => {
    const result = await play('  - { at: 2026-11-21T08:00:00Z }\n', {
      fault: ({ action }) => (action === 'Query' ? { status: 400, code: 'AccessDenied' } : undefined),
    });
    expect(result.deadLetters.length).toBeGreaterThan(0);
    expect(result.deadLetters[0]?.body).toContain('RetriesExhausted');
  });
});
