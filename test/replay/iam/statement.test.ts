import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, type Statement, statementsOf } from '../../../replay/iam/statement.ts';

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:alerts';

const statements = (...Statement: object[]): readonly Statement[] =>
  statementsOf('a policy', { Version: '2012-10-17', Statement });
const allow = (overrides: object = {}): object => ({
  Effect: 'Allow',
  Action: 'sqs:SendMessage',
  Resource: QUEUE,
  ...overrides,
});
const send = { action: 'sqs:SendMessage', resource: QUEUE, context: {} };

describe('a request', () => {
  test('that no statement speaks of is not allowed', () => {
    expect(decide(statements(allow({ Action: 'sqs:DeleteMessage' })), send)).toBe('none');
    expect(decide(statements(allow({ Resource: `${QUEUE}-2` })), send)).toBe('none');
  });

  test.each([
    ['by name', {}],
    ['in a list', { Action: ['ecr:DescribeImages', 'sqs:SendMessage'], Resource: ['arn:x', QUEUE] }],
    ['by a star', { Action: 'sqs:*', Resource: 'arn:aws:sqs:*:*:alerts' }],
    ['by a question mark', { Resource: QUEUE.replace('alerts', 'alert?') }],
    ['whatever the case of the action', { Action: 'SQS:sendmessage' }],
  ])('is allowed %s', (_, overrides) => {
    expect(decide(statements(allow(overrides)), send)).toBe('allow');
  });

  test('is denied by one statement, whatever others allow and wherever it stands', () => {
    const others = fc.array(fc.constantFrom(allow(), allow({ Action: '*' }), allow({ Action: 's3:GetObject' })));
    fc.assert(
      fc.property(others, fc.nat(), (allowing, place) => {
        const all = allowing.toSpliced(place % (allowing.length + 1), 0, allow({ Effect: 'Deny' }));
        expect(decide(statements(...all), send)).toBe('deny');
      }),
    );
  });

  test.each([
    ['StringEquals', { 'aws:SourceAccount': '111122223333' }, true],
    ['StringEquals', { 'aws:SourceAccount': '999999999999' }, false],
    ['ArnLike', { 'aws:SourceArn': 'arn:aws:events:*:*:rule/*' }, true],
    ['ArnEquals', { 'aws:SourceArn': ['arn:x', 'arn:aws:events:eu-west-1:111122223333:rule/r'] }, true],
    ['Bool', { 'aws:SecureTransport': 'false' }, false],
    ['StringEquals', { 'aws:PrincipalOrgID': 'o-1' }, false],
    ['StringEqualsIfExists', { 'aws:PrincipalOrgID': 'o-1' }, true],
    ['ForAllValues:StringLike', { 'dynamodb:LeadingKeys': 'THREAD#*' }, true],
    ['ForAllValues:StringLike', { 'dynamodb:LeadingKeys': 'LINEAGE#*' }, false],
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
    ['ForAllValues:StringLike', { 'dynamodb:Attributes': 'x' }, true],
  ])('under the condition %s %j is allowed: %s', (operator, keys, allowed) => {
    const context = {
      'aws:sourceaccount': '111122223333',
      'aws:sourcearn': 'arn:aws:events:eu-west-1:111122223333:rule/r',
      'aws:securetransport': 'true',
      'dynamodb:leadingkeys': 'THREAD#payments#payments/api',
    };
    const decision = decide(statements(allow({ Condition: { [operator]: keys } })), { ...send, context });
    expect(decision).toBe(allowed ? 'allow' : 'none');
  });
});

describe('what replay does not know is an error', () => {
  test('a condition operator', () => {
    const conditional = statements(allow({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }));
    expect(() => decide(conditional, send)).toThrow('replay does not know the condition operator IpAddress');
  });

  test.each(['NotAction', 'NotResource', 'NotPrincipal'])('%s', (key) => {
    expect(() => statements(allow({ [key]: '*' }))).toThrow(`Unrecognized key: "${key}"`);
  });
});
