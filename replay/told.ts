import type { AcceptedPost } from './fakes/slack-payload.ts';
import type { Published } from './fakes/sns-publish.ts';
import type { SecurityHubImports, SlackMessage, SnsMessage, StepResult } from './result.ts';
import type { World } from './world.ts';

/** What everybody was told since it was last asked, and what it took to tell it. */
export const told = ({ fakes, gateway }: World): (() => Omit<StepResult, 'at' | 'events'>) => {
  const { securityHub, slack, slackAccess, sns, snsTopics } = fakes;
  const newPosts = newOf(slack.accepted);
  const newPublished = newOf(sns.published);
  const newImports = newOf(securityHub.calls);

  const inSlack = (post: AcceptedPost): SlackMessage => {
    const { channel, payload } = post;
    return { receiver: slackAccess.receiverOf(post), channel, payload };
  };
  const bySns = ({ topicArn: topic, subject, message, attributes, email }: Published): SnsMessage => {
    return { receiver: snsTopics.receiverOf(topic), topic, subject, message, attributes, email };
  };
  const inSecurityHub = (): SecurityHubImports => {
    const calls = newImports();
    const findings = calls.flatMap(({ findings, imported }) =>
      findings.filter(({ Id }) => imported.some((id) => id === Id)),
    );
    return { calls: calls.length, findings };
  };

  return () => ({
    slack: newPosts().map(inSlack),
    sns: newPublished().map(bySns),
    securityHub: inSecurityHub(),
    calls: gateway.takeCalls(),
  });
};

/** What was added to a growing list since the last look. */
const newOf = <T>(list: readonly T[]): (() => readonly T[]) => {
  let seen = 0;
  return () => {
    const added = list.slice(seen);
    seen = list.length;
    return added;
  };
};
