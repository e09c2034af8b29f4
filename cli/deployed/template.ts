import { parse } from 'yaml';
import * as z from 'zod';
import { parseAt } from '../../replay/parse-at.ts';
import { type References, resolveIntrinsics } from '../../replay/template/intrinsics.ts';
import { CannotRunError } from './cannot-run.ts';

const shape = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      Metadata: z.object({ 'aws:cdk:path': z.string().optional() }).default({}),
    }),
  ),
});

/** The template that a stack was deployed with, its references resolved to what stands in AWS. */
export interface DeployedTemplate {
  /** The variables of all functions. */
  readonly environment: Readonly<Record<string, string>>;
  /** ARNs of the topics that alarms tell. */
  readonly alarmTopics: readonly string[];
  /** The queues that feed no function: what lies there waits for a person. */
  readonly deadLetters: readonly { readonly name: string; readonly url: string }[];
}

/**
 * Reads the template of a stack.
 *
 * @param physicalIds - by logical id: a queue's is its URL, a topic's its ARN
 */
export const readTemplate = (stack: string, body: string, physicalIds: ReadonlyMap<string, string>) => {
  const { Resources } = parseAt(`the template of ${stack}`, shape, parse(body));
  const references = referencesTo(stack, physicalIds);
  const ofType = (type: string) =>
    Object.entries(Resources)
      .filter(([, { Type }]) => Type === type)
      .map(([id, { Properties, Metadata }]) => ({ id, Properties, path: Metadata['aws:cdk:path'] }));
  const resolved = (type: string, property: string): readonly unknown[] =>
    ofType(type).map(({ Properties }) => resolveIntrinsics(Properties[property], references));

  const feeding = new Set(resolved('AWS::Lambda::EventSourceMapping', 'EventSourceArn'));
  const environments = resolved('AWS::Lambda::Function', 'Environment').map((value) => environmentShape.parse(value));
  return {
    environment: Object.assign({}, ...environments.map(({ Variables }) => Variables)),
    alarmTopics: [...new Set(resolved('AWS::CloudWatch::Alarm', 'AlarmActions').flat().map(String))],
    deadLetters: ofType('AWS::SQS::Queue')
      .filter(({ id }) => !feeding.has(arnOf(id)))
      .map(({ id, path }) => ({ name: nameOf(path ?? id), url: String(references.ref(id)) })),
  } satisfies DeployedTemplate;
};

const environmentShape = z
  .object({ Variables: z.record(z.string(), z.string()).default({}) })
  .default({ Variables: {} });

/** Stands for an ARN where only this matters: whose it is. */
const arnOf = (logicalId: string): string => `${logicalId}.Arn`;

const referencesTo = (stack: string, physicalIds: ReadonlyMap<string, string>): References => ({
  ref: (name) => {
    // Nothing that is looked for hangs on a pseudo parameter.
    const id = name.startsWith('AWS::') ? name : physicalIds.get(name);
    if (id !== undefined) return id;
    throw new CannotRunError(
      `the stack ${stack} has no ${name} yet, or no more: wait for its deployment, or deploy it`,
    );
  },
  attribute: (logicalId, name) => `${logicalId}.${name}`,
  imported: (name) => `import.${String(name)}`,
});

/** A path of the CDK without the stack and what no one wrote: `TallymanAlerts/DeliverSlack/Deliveries/DeadLetters/Resource`. */
const nameOf = (path: string): string => {
  const parts = path.split('/').filter((part) => part !== 'Resource');
  return (parts.length > 1 ? parts.slice(1) : parts).join('/');
};
