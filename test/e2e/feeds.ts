import * as z from 'zod';
import { parseAt } from '../../replay/parse-at.ts';
import type { Aws } from './aws.ts';
import { queueName, urlOf } from './queues.ts';

/** A queue and the function that it feeds, as deployed. */
export interface Feed {
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly functionArn: string;
  readonly batchSize: number;
}

const mappings = z.object({
  EventSourceMappings: z.array(
    z.object({
      UUID: z.string(),
      EventSourceArn: z.string(),
      FunctionArn: z.string(),
      BatchSize: z.number(),
      FunctionResponseTypes: z.tuple([z.literal('ReportBatchItemFailures')]),
    }),
  ),
});

/** Takes the deployed event source mappings over from moto, which would invoke by Docker. */
export const takeFeeds = async (aws: Aws): Promise<readonly Feed[]> => {
  const answer = await aws.lambda('GET', 'event-source-mappings/');
  const { EventSourceMappings } = parseAt('ListEventSourceMappings', mappings, answer);
  const feeds: Feed[] = [];
  for (const { UUID, EventSourceArn, FunctionArn, BatchSize } of EventSourceMappings) {
    await aws.lambda('PUT', `event-source-mappings/${UUID}`, { FunctionName: FunctionArn, Enabled: false });
    feeds.push({
      queueArn: EventSourceArn,
      queueUrl: await urlOf(aws, EventSourceArn),
      functionArn: FunctionArn,
      batchSize: BatchSize,
    });
  }
  return feeds;
};

/** The feed of a queue, by its ARN or its URL. */
export const feedOf = (feeds: readonly Feed[], queue: string): Feed => {
  const feed = feeds.find(({ queueArn }) => queueName(queueArn) === queueName(queue));
  if (feed === undefined) throw new Error(`no event source mapping takes the messages of ${queue} to a function`);
  return feed;
};
