import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

export interface MailTopicProps {
  readonly key: IKey;
  readonly email: readonly string[];
}

/** A topic that mails what is published; its policy lets nobody publish but by a role of this account, and over TLS alone. */
export class MailTopic extends Topic {
  constructor(scope: Construct, id: string, { key, email }: MailTopicProps) {
    // The display name is whom the mail is from.
    super(scope, id, { displayName: 'Tallyman', masterKey: key, enforceSSL: true });
    for (const address of email) this.addSubscription(new EmailSubscription(address));
  }
}
