/** Where a price is from: no price API was reachable. `secondary`: somebody wrote about it; `general`: nobody looked it up. */
type Source = 'infracost' | 'secondary' | 'general';

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
  lambdaRequest: { item: 'Lambda request', usd: 0.2, per: MILLION, source: 'infracost' },
  lambdaGbSecond: { item: 'Lambda GB-second, arm64', usd: 0.0000133334, per: 1, source: 'infracost' },
  sqsRequest: { item: 'SQS request, standard', usd: 0.4, per: MILLION, source: 'infracost' },
  sqsFifoRequest: { item: 'SQS request, FIFO', usd: 0.5, per: MILLION, source: 'infracost' },
  snsPublish: { item: 'SNS publish', usd: 0.5, per: MILLION, source: 'infracost' },
  snsEmail: { item: 'SNS e-mail', usd: 2, per: 100_000, source: 'infracost' },
  dynamoWrite: { item: 'DynamoDB write unit, on demand', usd: 0.625, per: MILLION, source: 'infracost' },
  dynamoRead: { item: 'DynamoDB read unit, on demand', usd: 0.125, per: MILLION, source: 'infracost' },
  kmsKey: { item: 'KMS key, a month', usd: 1, per: 1, source: 'infracost' },
  kmsRequest: { item: 'KMS request', usd: 0.03, per: 10_000, source: 'infracost' },
  secret: { item: 'secret, a month', usd: 0.4, per: 1, source: 'infracost' },
  secretRequest: { item: 'Secrets Manager request', usd: 0.05, per: 10_000, source: 'infracost' },
  logGb: { item: 'CloudWatch Logs, GB taken in', usd: 0.5, per: 1, source: 'infracost' },
  alarm: { item: 'CloudWatch alarm, a month', usd: 0.1, per: 1, source: 'infracost' },
  securityHubFinding: { item: 'Security Hub CSPM finding taken in', usd: 0.00003, per: 1, source: 'secondary' },
  s3Put: { item: 'S3 PUT', usd: 0.005, per: 1000, source: 'general' },
  s3Get: { item: 'S3 GET', usd: 0.0004, per: 1000, source: 'general' },
  s3GbMonth: { item: 'S3 standard, GB a month', usd: 0.023, per: 1, source: 'general' },
} as const satisfies Readonly<Record<string, Price>>;

export type Item = keyof typeof PRICES;

export const dollars = (item: Item, count: number): number => (PRICES[item].usd / PRICES[item].per) * count;
