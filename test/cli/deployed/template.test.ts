import { expect, test } from 'vitest';
import { readTemplate } from '../../../cli/deployed/template.ts';

const resources = {
  Fed: { Type: 'AWS::SQS::Queue' },
  Dead: {
    Type: 'AWS::SQS::Queue',
    Metadata: { 'aws:cdk:path': 'TallymanAlerts/Deliver/Slack/Deliveries/DeadLetters/Resource' },
  },
  Unnamed: { Type: 'AWS::SQS::Queue' },
  Feed: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: { 'Fn::GetAtt': ['Fed', 'Arn'] } } },
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Environment: {
        Variables: { QUEUE: { Ref: 'Fed' }, TOPICS: { 'Fn::Join': ['', ['{"on-call":"', { Ref: 'Topic' }, '"}']] } },
      },
    },
  },
  Bare: { Type: 'AWS::Lambda::Function' },
  Topic: { Type: 'AWS::SNS::Topic' },
  Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmActions: [{ Ref: 'Topic' }] } },
  Other: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmActions: [{ Ref: 'Topic' }] } },
};
const PHYSICAL_IDS = new Map([
  ['Fed', 'https://sqs/fed'],
  ['Dead', 'https://sqs/dead'],
  ['Unnamed', 'https://sqs/unnamed'],
  ['Topic', 'arn:aws:sns:eu-west-1:111122223333:topic'],
]);

test('a template is read whatever its logical ids are', () => {
  expect(readTemplate('Mine', JSON.stringify({ Resources: resources }), PHYSICAL_IDS)).toEqual({
    environment: { QUEUE: 'https://sqs/fed', TOPICS: '{"on-call":"arn:aws:sns:eu-west-1:111122223333:topic"}' },
    alarmTopics: ['arn:aws:sns:eu-west-1:111122223333:topic'],
    deadLetters: [
      { name: 'Deliver/Slack/Deliveries/DeadLetters', url: 'https://sqs/dead' },
      { name: 'Unnamed', url: 'https://sqs/unnamed' },
    ],
  });
});

test('it may be in YAML: so it is where it was deployed without a bucket', () => {
  const yaml = 'Resources:\n  Dead:\n    Type: AWS::SQS::Queue\n';
  expect(readTemplate('Mine', yaml, PHYSICAL_IDS).deadLetters).toEqual([{ name: 'Dead', url: 'https://sqs/dead' }]);
});

test('what the stack does not have yet is named', () => {
  expect(() => readTemplate('Mine', JSON.stringify({ Resources: resources }), new Map())).toThrow(
    'the stack Mine has no Fed yet, or no more: wait for its deployment, or deploy it',
  );
});
