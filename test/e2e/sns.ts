import assert from 'node:assert/strict';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { parseAt } from '../../replay/parse-at.ts';
import { ACCOUNT, type Aws, REGION } from './aws.ts';
import { takeAll } from './queues.ts';
import { issueName, issuesOf, REPOSITORY, TAG } from './registry.ts';
import type { Witness } from './witness.ts';

/** As in `tallyman.yaml`. */
const RECEIVER = 'on-call';
const QueueName = 'e2e-subscriber';
/** What somebody who is on call for the repository would filter by. */
const FilterPolicy = JSON.stringify({ severity: ['CRITICAL'], repository: [REPOSITORY], transition: ['summary'] });

const notificationShape = z.object({
  Subject: z.string(),
  Message: z.string(),
  MessageAttributes: z.record(z.string(), z.object({ Type: z.literal('String'), Value: z.string() })),
});
type Notification = z.infer<typeof notificationShape>;

const messageShape = z.looseObject({
  version: z.literal(1),
  kind: z.literal('summary'),
  issues: z.array(z.looseObject({ vulnerability: z.string(), package: z.string().nullable() })),
});

/** A queue that is subscribed to the topic, by a filter policy: moto sends no mail. */
export const snsWitness = async (aws: Aws, topics: Readonly<Record<string, string>>): Promise<Witness> => {
  const { QueueUrl = '' } = await aws.sqs.send(new CreateQueueCommand({ QueueName }));
  await aws.sns.send(
    new SubscribeCommand({
      TopicArn: topics[RECEIVER],
      Protocol: 'sqs',
      Endpoint: `arn:aws:sqs:${REGION}:${ACCOUNT}:${QueueName}`,
      Attributes: { FilterPolicy },
    }),
  );
  const notifications: Notification[] = [];
  const receive = async (): Promise<readonly Notification[]> => {
    for (const { Body = '' } of await takeAll(aws, QueueUrl))
      notifications.push(parseAt('a notification', notificationShape, JSON.parse(Body)));
    return [...notifications];
  };
  return {
    seen: receive,
    check: async (pushed) => {
      const [notification, ...others] = await receive();
      assert.ok(
        notification && others.length === 0,
        `the topic got ${notifications.length} messages by the filter, not 1`,
      );
      const { issues } = parseAt('its message', messageShape, JSON.parse(notification.Message));
      assert.deepEqual(
        issues.map((issue) => issueName(issue.vulnerability, issue.package)).sort(),
        issuesOf(pushed, ['CRITICAL']),
      );
      assert.ok(notification.Subject.includes(`${REPOSITORY}:${TAG}`), `its subject is ${notification.Subject}`);
      return `a subscriber of the topic, by filter policy, got "${notification.Subject}" and ${issues.length} issues`;
    },
  };
};
