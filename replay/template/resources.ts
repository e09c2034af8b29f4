import type { Assembly, Stack, Template } from './assembly.ts';
import { type Identity, identityOf, type Place } from './identity.ts';
import { type References, resolveIntrinsics } from './intrinsics.ts';

/** A resource of a synthesised template, found by its type and by what points to it, never by its logical id. */
export interface Resource extends Identity {
  /** Such as `TallymanAlerts/Queue4A7E3555`, for errors. */
  readonly path: string;
  /** Intrinsics resolved. */
  readonly properties: unknown;
}

export interface Resources {
  ofType(type: string): readonly Resource[];
  /** The properties of resources that nothing points to, such as a policy. */
  propertiesOf(type: string): readonly { readonly path: string; readonly properties: unknown }[];
}

/** The resources of every stack of the assembly, as they would be at `place`. */
export const resourcesOf = ({ stacks }: Assembly, place: Place): Resources => {
  const worlds = stacks.map((stack) => ({ stack, references: referencesIn(stack, stacks, place) }));
  const declared = (type: string) =>
    worlds.flatMap(({ stack, references }) =>
      Object.entries(stack.template.Resources)
        .filter(([, { Type }]) => Type === type)
        .map(([logicalId, { Properties }]) => ({
          logicalId,
          path: `${stack.name}/${logicalId}`,
          stack,
          references,
          Properties,
        })),
    );
  return {
    ofType: (type) =>
      declared(type).map(({ logicalId, path, stack, references, Properties }) => ({
        path,
        ...identify(stack, logicalId, references, place),
        properties: resolveIntrinsics(Properties, references),
      })),
    propertiesOf: (type) =>
      declared(type).map(({ path, references, Properties }) => ({
        path,
        properties: resolveIntrinsics(Properties, references),
      })),
  };
};

const identify = (stack: Stack, logicalId: string, references: References, place: Place): Identity => {
  const resource = resourceOf(stack, logicalId);
  const property = (name: string) => resolveIntrinsics(resource.Properties[name], references);
  return identityOf({ stack: stack.name, logicalId, type: resource.Type, property }, place);
};

const resourceOf = ({ name, template }: Stack, logicalId: string): Template['Resources'][string] => {
  const resource = template.Resources[logicalId];
  if (resource === undefined) throw new Error(`the template of ${name} has no resource ${logicalId}`);
  return resource;
};

/** What the intrinsics of one stack may point to. */
const referencesIn = (stack: Stack, stacks: readonly Stack[], place: Place): References => {
  const references: References = {
    ref: (name) => {
      if (name.startsWith('AWS::')) return pseudoParameter(name, stack, place);
      const parameter = stack.template.Parameters[name];
      return parameter === undefined ? identify(stack, name, references, place).ref : parameter.Default;
    },
    attribute: (logicalId, name) => {
      const { attributes } = identify(stack, logicalId, references, place);
      if (name in attributes) return attributes[name];
      throw new Error(`replay does not know the attribute ${name} of ${stack.name}/${logicalId}`);
    },
    imported: (name) => exported(name, stacks, place),
  };
  return references;
};

const exported = (name: string, stacks: readonly Stack[], place: Place): unknown => {
  for (const stack of stacks) {
    const references = referencesIn(stack, stacks, place);
    for (const { Value, Export } of Object.values(stack.template.Outputs))
      if (Export !== undefined && resolveIntrinsics(Export.Name, references) === name)
        return resolveIntrinsics(Value, references);
  }
  throw new Error(`no stack exports ${name}`);
};

const pseudoParameter = (name: string, stack: Stack, { account, region }: Place): string | undefined => {
  const values: Readonly<Record<string, string | undefined>> = {
    'AWS::AccountId': account,
    'AWS::NoValue': undefined,
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stack.name}/replay`,
    'AWS::StackName': stack.name,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  if (name in values) return values[name];
  throw new Error(`replay does not know the pseudo parameter ${name}`);
};
