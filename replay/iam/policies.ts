import * as z from 'zod';
import { parseAt } from '../parse-at.ts';
import type { Resources } from '../template/resources.ts';
import {
  attachedPolicyShape,
  permissionShape,
  queuePolicyShape,
  roleShape,
  topicPolicyShape,
} from '../template/shapes.ts';
import { isFunction, type Wiring } from '../template/wiring.ts';
import { type Statement, statementsOf } from './statement.ts';

/** Every policy of the templates. */
export interface Policies {
  /** What the role of this ARN may do: its own policies and those attached to it. */
  ofRole(arn: string): readonly Statement[];
  /** What resources say of who may use them: queues, topics, buckets and functions. */
  readonly ofResources: readonly Statement[];
}

export const policiesOf = (resources: Resources, wiring: Wiring): Policies => {
  const roles = new Map(rolesOf(resources));
  return {
    ofRole: (arn) => {
      const statements = roles.get(arn);
      if (statements === undefined) throw new Error(`no template has the role ${arn}`);
      return statements;
    },
    ofResources: [
      ...queuePoliciesOf(resources, wiring),
      ...topicPoliciesOf(resources, wiring),
      ...bucketPoliciesOf(resources),
      ...functionPermissionsOf(resources, wiring),
    ],
  };
};

const rolesOf = (resources: Resources): readonly (readonly [string, readonly Statement[]])[] => {
  const attached = resources.propertiesOf('AWS::IAM::Policy').map(({ path, properties }) => {
    const { PolicyDocument, Roles } = parseAt(path, attachedPolicyShape, properties);
    return { roles: Roles, statements: statementsOf(path, PolicyDocument) };
  });
  return resources.ofType('AWS::IAM::Role').map(({ name, arn, path, properties }) => {
    const { ManagedPolicyArns, Policies } = parseAt(path, roleShape, properties);
    if (ManagedPolicyArns.length > 0) throw new Error(`${path}: replay does not know ${ManagedPolicyArns.join(', ')}`);
    const own = Policies.flatMap(({ PolicyDocument }) => statementsOf(path, PolicyDocument));
    const others = attached.filter(({ roles }) => roles.includes(name)).flatMap(({ statements }) => statements);
    return [arn, [...own, ...others]] as const;
  });
};

/** A statement about what its policy is not attached to says nothing. */
const about = (arns: readonly string[], statement: Statement): Statement => ({
  ...statement,
  Resource: statement.Resource.flatMap((resource) => arns.filter((arn) => resource === '*' || arn === resource)),
});

const queuePoliciesOf = (resources: Resources, { queues }: Wiring): readonly Statement[] =>
  resources.propertiesOf('AWS::SQS::QueuePolicy').flatMap(({ path, properties }) => {
    const { PolicyDocument, Queues } = parseAt(path, queuePolicyShape, properties);
    const arns = queues.filter(({ ref }) => Queues.includes(ref)).map(({ arn }) => arn);
    return statementsOf(path, PolicyDocument).map((each) => about(arns, each));
  });

const topicPoliciesOf = (resources: Resources, { topics }: Wiring): readonly Statement[] =>
  resources.propertiesOf('AWS::SNS::TopicPolicy').flatMap(({ path, properties }) => {
    const { PolicyDocument, Topics } = parseAt(path, topicPolicyShape, properties);
    const arns = topics.filter(({ ref }) => Topics.includes(ref)).map(({ arn }) => arn);
    return statementsOf(path, PolicyDocument).map((each) => about(arns, each));
  });

const bucketPolicyShape = z.strictObject({ Bucket: z.string(), PolicyDocument: z.unknown() });

const bucketPoliciesOf = (resources: Resources): readonly Statement[] =>
  resources.propertiesOf('AWS::S3::BucketPolicy').flatMap(({ path, properties }) => {
    const { PolicyDocument } = parseAt(path, bucketPolicyShape, properties);
    return statementsOf(path, PolicyDocument);
  });

const functionPermissionsOf = (resources: Resources, { functions }: Wiring): readonly Statement[] =>
  resources.propertiesOf('AWS::Lambda::Permission').map(({ path, properties }) => {
    const { Action, FunctionName, Principal, SourceArn, SourceAccount } = parseAt(path, permissionShape, properties);
    const arns = functions.filter((each) => isFunction(each, FunctionName)).map(({ arn }) => arn);
    return {
      Action: [Action],
      Effect: 'Allow',
      Principal: { Service: [Principal] },
      Resource: arns,
      Condition: {
        ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': [SourceArn] } }),
        ...(SourceAccount !== undefined && { StringEquals: { 'aws:SourceAccount': [SourceAccount] } }),
      },
    };
  });
