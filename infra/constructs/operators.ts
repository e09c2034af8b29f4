import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { MailTopic } from './mail-topic.ts';

const CLOUDWATCH = new ServicePrincipal('cloudwatch.amazonaws.com');

export interface OperatorsProps {
  readonly key: IKey;
  readonly email: readonly string[];
}

/** Who hears when Tallyman itself is in trouble: by alarm only. */
export class Operators extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { key, email }: OperatorsProps) {
    super(scope, id);
    this.topic = new MailTopic(this, 'Topic', { key, email });
    this.letAlarmsPublish();
    // Without condition keys: CloudWatch is not documented to give any to KMS, and a denied alarm is a silent one.
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [CLOUDWATCH],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
      }),
    );
  }

  private letAlarmsPublish(): void {
    const stack = Stack.of(this);
    const alarms = stack.formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [CLOUDWATCH],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': alarms } },
      }),
    );
  }
}
