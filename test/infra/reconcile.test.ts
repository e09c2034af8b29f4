import { describe, expect, test } from 'vitest';
import { aPattern, aPolicy } from '../support/builders.ts';
import { anApp, aPolicyFile, flat, list, ofType, type Statement, templates } from './templates.ts';

const alertsOf = (policy = aPolicy()) => templates(anApp(aPolicyFile({ policy })))['TallymanAlerts'] ?? {};
const alerts = alertsOf();

const ofReconcile = <T>(type: string, resources = alerts) =>
  ofType<T>(resources, type).filter(({ id }) => id.startsWith('Reconcile'));

const statements = (resources = alerts): readonly Statement[] =>
  ofReconcile<{ PolicyDocument: { Statement: readonly Statement[] } }>('AWS::IAM::Policy', resources).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement,
  );

/** What it may do by services that begin so, each with what it may do that to. */
const allowed = (service: string, resources = alerts): Readonly<Record<string, readonly string[]>> => {
  const pairs = statements(resources).flatMap(({ Action, Resource }) =>
    list(Action)
      .filter((action) => action.startsWith(`${service}:`))
      .map(
        (action) =>
          [
            action,
            list(Resource)
              .map((each) => flat(each).replace(/^arn:.*:/, ''))
              .sort(),
          ] as const,
      ),
  );
  return Object.fromEntries(pairs);
};

describe('reconcile may', () => {
  test('list the registry, and look at and scan the images of watched repositories', () => {
    const watched = alertsOf(aPolicy({ watch: [aPattern('payments/**'), aPattern('base/node')] }));
    const repositories = ['repository/base/node', 'repository/payments/*'];
    expect(allowed('ecr', watched)).toEqual({
      'ecr:BatchGetImage': repositories,
      'ecr:BatchGetRepositoryScanningConfiguration': repositories,
      'ecr:DescribeImages': repositories,
      'ecr:StartImageScan': repositories,
      'ecr:DescribeRepositories': ['repository/*'],
      'ecr:GetRegistryScanningConfiguration': ['*'],
    });
  });

  test('start no scan where the policy says so', () => {
    expect(allowed('ecr', alertsOf(aPolicy({ rescan: false })))).not.toHaveProperty('ecr:StartImageScan');
  });

  test('read the table, and write nothing of it but how far it is', () => {
    expect(Object.keys(allowed('dynamodb')).sort()).toEqual(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query']);
    expect(statements().filter(({ Action }) => list(Action).includes('dynamodb:PutItem'))).toEqual([
      expect.objectContaining({
        Action: 'dynamodb:PutItem',
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['SWEEP*'] } },
      }),
    ]);
  });

  test('have images evaluated, and leave its dead letters', () => {
    expect(
      statements()
        .filter(({ Action }) => Action === 'sqs:SendMessage')
        .flatMap(({ Resource }) => list(Resource).map(flat))
        .sort(),
    ).toEqual([expect.stringMatching(/^<EvaluateScanEventsQueue/), expect.stringMatching(/^<ReconcileDeadLetters/)]);
  });
});

test('reconcile runs every 15 minutes from 03:00 to 06:00 UTC, and a run ends before the next', () => {
  expect(ofReconcile('AWS::Events::Rule').map(({ Properties }) => Properties)).toMatchObject([
    { ScheduleExpression: 'cron(0/5 3-5 * * ? *)', State: 'ENABLED' },
  ]);
  expect(ofReconcile('AWS::Lambda::Function').map(({ Properties }) => Properties)).toMatchObject([{ Timeout: 840 }]);
});

test('operators hear where it has not run for a day', () => {
  const alarms = ofReconcile<{ MetricName: string }>('AWS::CloudWatch::Alarm');
  expect(alarms.filter(({ Properties }) => Properties.MetricName === 'Invocations')).toMatchObject([
    { Properties: { Period: 86_400, ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' } },
  ]);
});
