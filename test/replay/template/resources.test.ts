import { describe, expect, test } from 'vitest';
import { resourcesOf } from '../../../replay/template/resources.ts';

const PLACE = { account: '111122223333', region: 'eu-west-1', endpoint: 'http://127.0.0.1:4000' };

const resourcesIn = (Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>) =>
  resourcesOf(
    {
      stacks: [
        { name: 'Alerts', template: { Resources, Parameters: {}, Outputs: {} } },
        {
          name: 'Shared',
          template: {
            Resources: { Key: { Type: 'AWS::KMS::Key', Properties: {} } },
            Parameters: {},
            Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] }, Export: { Name: 'shared-key' } } },
          },
        },
      ],
      folderOf: () => '',
    },
    PLACE,
  );

describe('a resource', () => {
  test('is what CloudFormation would make of it', () => {
    const [queue] = resourcesIn({ Q1: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } } }).ofType(
      'AWS::SQS::Queue',
    );
    expect(queue).toMatchObject({
      name: 'Alerts-Q1.fifo',
      arn: 'arn:aws:sqs:eu-west-1:111122223333:Alerts-Q1.fifo',
      ref: 'http://127.0.0.1:4000/111122223333/Alerts-Q1.fifo',
    });
  });

  test('has the name that the template gives it', () => {
    const Properties = { TableName: { 'Fn::Sub': `state-\${AWS::Region}` } };
    const [table] = resourcesIn({ T: { Type: 'AWS::DynamoDB::Table', Properties } }).ofType('AWS::DynamoDB::Table');
    expect(table?.arn).toBe('arn:aws:dynamodb:eu-west-1:111122223333:table/state-eu-west-1');
  });

  test('points to another, of another stack too', () => {
    const Properties = { own: { Ref: 'Bucket' }, shared: { 'Fn::ImportValue': 'shared-key' } };
    const resources = resourcesIn({
      Bucket: { Type: 'AWS::S3::Bucket', Properties: {} },
      X: { Type: 'Custom::X', Properties },
    });
    expect(resources.propertiesOf('Custom::X')[0]?.properties).toEqual({
      own: 'alerts-bucket',
      shared: 'arn:aws:kms:eu-west-1:111122223333:key/Shared-Key',
    });
  });

  test('has a name within the limits of its type, and of its own', () => {
    const long = 'L'.repeat(100);
    const queues = resourcesIn({
      [`${long}1`]: { Type: 'AWS::SQS::Queue', Properties: {} },
      [`${long}2`]: { Type: 'AWS::SQS::Queue', Properties: {} },
    }).ofType('AWS::SQS::Queue');
    const names = queues.map(({ name }) => name);
    expect(new Set(names).size).toBe(2);
    expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(80);
  });

  test.each([
    [{ Ref: 'Nobody' }, 'the template of Alerts has no resource Nobody'],
    [{ 'Fn::GetAtt': ['Queue', 'Depth'] }, 'replay does not know the attribute Depth of Alerts/Queue'],
    [{ Ref: 'Alarm' }, 'replay does not know what points to Alarm, an AWS::CloudWatch::Alarm'],
    [{ Ref: 'AWS::NotificationARNs' }, 'replay does not know the pseudo parameter AWS::NotificationARNs'],
    [{ 'Fn::ImportValue': 'nothing' }, 'no stack exports nothing'],
  ])('that points to what replay does not know, %j, is an error', (value, message) => {
    const resources = resourcesIn({
      Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
      Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: {} },
      X: { Type: 'Custom::X', Properties: { value } },
    });
    expect(() => resources.propertiesOf('Custom::X')).toThrow(message);
  });
});
