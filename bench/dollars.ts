import { memoryOf, ofType, type Resources } from './assembly.ts';
import { dollars, type Item } from './prices.ts';
import type { Call, Happening } from './replayed.ts';

/** How many of each thing one pays for. */
export type Usage = Readonly<Partial<Record<Item, number>>>;

const MILLION = 1_000_000;
const MINUTES = 30 * 24 * 60;
/** Of `resend`; S3's bucket key and DynamoDB's table key, too, are asked for so often. */
const SCHEDULE_MINUTES = 5;
const GIB = 2 ** 30;

/** Estimates: no AWS was at hand to take the time of. Milliseconds of a run, and of each of its requests to AWS. */
const RUN_MS = 150;
const CALL_MS = 30;
/** Lambda's own lines of START, END and REPORT, as JSON. */
const PLATFORM_LOG_BYTES = 900;
/** Five pollers that wait 20 seconds each is what Lambda keeps up for a mapping whose queue is empty. */
const IDLE_POLLS_A_MINUTE = 15;

/** By action: the writes with what they write to the index. */
const UNITS: Readonly<Record<string, Usage>> = {
  'dynamodb:GetItem': { dynamoRead: 1 },
  'dynamodb:Query': { dynamoRead: 0.5 },
  'dynamodb:DeleteItem': { dynamoWrite: 1 },
  'dynamodb:PutItem': { dynamoWrite: 4 },
  'dynamodb:UpdateItem': { dynamoWrite: 2 },
  's3:PutObject': { s3Put: 1 },
  's3:GetObject': { s3Get: 1 },
  'secretsmanager:GetSecretValue': { secretRequest: 1 },
  'sns:Publish': { snsPublish: 1, snsEmail: 1 },
};

const times = (usage: Usage, factor: number): Usage =>
  Object.fromEntries(Object.entries(usage).map(([item, count]) => [item, count * factor]));

const added = (usages: readonly Usage[]): Usage => {
  const sum: Partial<Record<Item, number>> = {};
  for (const usage of usages)
    for (const [item, count] of Object.entries(usage) as [Item, number][]) sum[item] = (sum[item] ?? 0) + count;
  return sum;
};

const runs = (calls: readonly Call[], resources: Resources): Usage => {
  const byFunction = Map.groupBy(calls, (call) => call.function);
  return added(
    [...byFunction].map(([name, own]) => ({
      lambdaRequest: 1,
      lambdaGbSecond: ((RUN_MS + CALL_MS * own.length) / 1000) * (memoryOf(resources, name) / 1024),
      logGb: PLATFORM_LOG_BYTES / GIB,
    })),
  );
};

/** What a million scans use that happen as this one did, over a month. */
export const usageOfScans = (
  { calls, log, securityHub }: Happening,
  resources: Resources,
  recordBytes: number,
): Usage => {
  // What the schedule does meanwhile is the month's, not the scan's.
  const scheduled = new Set(calls.filter(({ action }) => action === 'dynamodb:Query').map((call) => call.function));
  const own = calls.filter((call) => !scheduled.has(call.function));
  const queues = own.filter(({ action }) => action === 'sqs:SendMessageBatch').length;
  const fifo = Math.min(queues, fifoMappings(resources).length);
  const puts = own.filter(({ action }) => action === 's3:PutObject').length;
  const perScan = added([
    ...own.map(({ action }) => UNITS[action] ?? {}),
    runs(own, resources),
    // The event and each delivery are sent, received and deleted; the first of them by EventBridge.
    { sqsRequest: 3 * (1 + queues - fifo), sqsFifoRequest: 3 * fifo },
    { logGb: log.reduce((sum, { text }) => sum + text.length, 0) / GIB },
    { securityHubFinding: securityHub.findings.length, s3GbMonth: (puts * recordBytes) / GIB },
  ]);
  // S3's bucket key and DynamoDB's table key are asked for once in five minutes by whoever uses them.
  return added([
    times(perScan, MILLION),
    { kmsRequest: (ofType(resources, 'AWS::Lambda::Function').length * 2 * MINUTES) / SCHEDULE_MINUTES },
  ]);
};

/** What a month uses in which nothing is scanned. */
export const usageOfIdling = (resources: Resources, secrets: number): Usage => {
  const polls = MINUTES * IDLE_POLLS_A_MINUTE;
  const fifo = fifoMappings(resources).length;
  const resends = MINUTES / SCHEDULE_MINUTES;
  const [[resend = ''] = []] = ofType(resources, 'AWS::Lambda::Function').filter(([id]) => id.startsWith('Resend'));
  return {
    sqsRequest: (mappings(resources).length - fifo) * polls,
    sqsFifoRequest: fifo * polls,
    lambdaRequest: resends,
    lambdaGbSecond: resends * ((RUN_MS + CALL_MS) / 1000) * (memoryOf(resources, resend) / 1024),
    logGb: (resends * PLATFORM_LOG_BYTES) / GIB,
    dynamoRead: resends * 0.5,
    kmsKey: ofType(resources, 'AWS::KMS::Key').length,
    kmsRequest: resends,
    secret: secrets,
    alarm: ofType(resources, 'AWS::CloudWatch::Alarm').length,
  };
};

const mappings = (resources: Resources) => ofType(resources, 'AWS::Lambda::EventSourceMapping');

/** Those that read, by `{ "Fn::GetAtt": [id, "Arn"] }`, a FIFO queue. */
const fifoMappings = (resources: Resources) => {
  const queues = ofType(resources, 'AWS::SQS::Queue').filter(([, { Properties }]) => Properties['FifoQueue'] === true);
  return mappings(resources).filter(([, { Properties }]) => {
    const arn = JSON.stringify(Properties['EventSourceArn']);
    return queues.some(([id]) => arn.includes(`"${id}"`));
  });
};

export const totalOf = (usage: Usage): number =>
  (Object.entries(usage) as [Item, number][]).reduce((sum, [item, count]) => sum + dollars(item, count), 0);
