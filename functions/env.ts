/**
 * The names of environment variables: with `table.ts` and `trouble.ts` all that infra shares with functions besides the policy.
 * Infra sets them, a handler reads them; a rename cannot half happen.
 */
export const ENV = {
  table: 'TABLE_NAME',
  records: 'RECORDS_BUCKET',
  /** URL of the queue that feeds the function. */
  inbox: 'INBOX_URL',
  /** URL of that queue's dead letters. */
  deadLetters: 'DEAD_LETTERS_URL',
  /** URL of the queue that evaluations are fed from. */
  scanEvents: 'SCAN_EVENTS_URL',
  /** URLs of the channels' queues; only channels that the policy names have one. */
  slackQueue: 'SLACK_QUEUE_URL',
  snsQueue: 'SNS_QUEUE_URL',
  securityHubQueue: 'SECURITY_HUB_QUEUE_URL',
  /** JSON: the ARN of the topic of each SNS receiver, by the receiver's name. */
  topics: 'TOPIC_ARNS',
} as const;

type Name = keyof typeof ENV;

/**
 * The values of the variables a function needs.
 *
 * @throws Error that lists every one that is missing
 */
export const readEnv = <N extends Name>(
  names: readonly N[],
  environment: Readonly<Record<string, string | undefined>>,
): Record<N, string> => {
  const missing = names.filter((name) => !environment[ENV[name]]).map((name) => ENV[name]);
  if (missing.length > 0)
    throw new Error(`environment variables are not set: ${missing.join(', ')}; deploy the stack again`);
  return Object.fromEntries(names.map((name) => [name, environment[ENV[name]]])) as Record<N, string>;
};

/** The URLs of the queues that the deployment has, by channel. */
export const readQueues = (environment: Readonly<Record<string, string | undefined>>) => {
  const urls = {
    slack: environment[ENV.slackQueue],
    sns: environment[ENV.snsQueue],
    'security-hub': environment[ENV.securityHubQueue],
  };
  if (Object.values(urls).every((url) => !url)) throw new Error('no queue of a channel is set; deploy the stack again');
  return urls;
};

/**
 * The ARN of the topic of each SNS receiver, by the receiver's name.
 *
 * @param json - the value of the variable
 * @throws Error where it is anything else
 */
export const readTopics = (json: string): Readonly<Record<string, string>> => {
  const topics = Object.entries(jsonObject(json) ?? {});
  const broken = topics.filter(([, arn]) => typeof arn !== 'string' || !arn.startsWith('arn:'));
  if (topics.length > 0 && broken.length === 0) return Object.fromEntries(topics) as Record<string, string>;
  const what = broken.length > 0 ? `no ARN for ${broken.map(([receiver]) => receiver).join(', ')}` : 'no topic';
  throw new Error(`the environment variable ${ENV.topics} has ${what}; deploy the stack again`);
};

const jsonObject = (text: string): object | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
};
