/** `official`: a published price list of 2026-08, us-east-1; `secondary`: somebody wrote about it; `general`: common knowledge, nobody looked it up. */
type Source = 'official' | 'secondary' | 'general';

interface Price {
  /** What one pays for. */
  readonly item: string;
  /** Dollars for `per` of them. */
  readonly usd: number;
  readonly per: number;
  readonly source: Source;
}

const MILLION = 1_000_000;

/** us-east-1, without any free tier: another part of the account may have used it up. */
export const PRICES = {
  lambdaRequest: { item: 'Lambda request', usd: 0.2, per: MILLION, source: 'official' },
  lambdaGbSecond: { item: 'Lambda GB-second, arm64', usd: 0.0000133334, per: 1, source: 'official' },
  sqsRequest: { item: 'SQS request, standard', usd: 0.4, per: MILLION, source: 'official' },
  sqsFifoRequest: { item: 'SQS request, FIFO', usd: 0.5, per: MILLION, source: 'official' },
  snsPublish: { item: 'SNS publish', usd: 0.5, per: MILLION, source: 'official' },
  snsEmail: { item: 'SNS e-mail', usd: 2, per: 100_000, source: 'official' },
  dynamoWrite: { item: 'DynamoDB write unit, on demand', usd: 0.625, per: MILLION, source: 'official' },
  dynamoRead: { item: 'DynamoDB read unit, on demand', usd: 0.125, per: MILLION, source: 'official' },
  kmsKey: { item: 'KMS key, a month', usd: 1, per: 1, source: 'official' },
  kmsRequest: { item: 'KMS request', usd: 0.03, per: 10_000, source: 'official' },
  secret: { item: 'secret, a month', usd: 0.4, per: 1, source: 'official' },
  secretRequest: { item: 'Secrets Manager request', usd: 0.05, per: 10_000, source: 'official' },
  logGb: { item: 'CloudWatch Logs, GB taken in', usd: 0.5, per: 1, source: 'official' },
  alarm: { item: 'CloudWatch alarm, a month', usd: 0.1, per: 1, source: 'official' },
  securityHubFinding: { item: 'Security Hub CSPM finding taken in', usd: 0.00003, per: 1, source: 'secondary' },
  s3Put: { item: 'S3 PUT', usd: 0.005, per: 1000, source: 'general' },
  s3Get: { item: 'S3 GET', usd: 0.0004, per: 1000, source: 'general' },
  s3GbMonth: { item: 'S3 standard, GB a month', usd: 0.023, per: 1, source: 'general' },
} as const satisfies Readonly<Record<string, Price>>;

export type Item = keyof typeof PRICES;

export const dollars = (item: Item, count: number): number => (PRICES[item].usd / PRICES[item].per) * count;
