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
  /** URL of the Slack channel's queue. */
  slackQueue: 'SLACK_QUEUE_URL',
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
