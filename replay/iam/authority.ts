import type { Place } from '../template/identity.ts';
import type { LambdaFunction } from '../template/wiring.ts';
import type { Policies } from './policies.ts';
import { decide, isLike, type Statement } from './statement.ts';

/** What a function, by its name, asked to do, and whether its role let it. */
export interface PermissionUse {
  readonly function: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
}

/** What a role allows: one action on one pattern of resources, and whether it was ever needed. */
export interface Grant {
  readonly function: string;
  readonly action: string;
  readonly resource: string;
  readonly used: boolean;
}

/** IAM: who may do what, by the synthesised policies. */
export interface Authority {
  /** @param context - condition keys of the service, in lower case */
  functionMay(
    lambda: LambdaFunction,
    action: string,
    resource: string,
    context?: Readonly<Record<string, string>>,
  ): boolean;
  /** @param source - the ARN of the rule in whose name EventBridge asks */
  eventsMay(source: string, action: string, resource: string): boolean;
  /** Each use once. */
  uses(): readonly PermissionUse[];
  grants(): readonly Grant[];
}

export const authority = (policies: Policies, functions: readonly LambdaFunction[], { account }: Place): Authority => {
  const uses = new Map<string, PermissionUse>();
  const everywhere = { 'aws:securetransport': 'true', 'aws:sourceaccount': account };
  return {
    functionMay: (lambda, action, resource, context = {}) => {
      const role = lambda.properties.Role;
      const request = { action, resource, context: { ...everywhere, 'aws:principalarn': role, ...context } };
      const own = decide(policies.ofRole(role), request);
      const others = decide(
        policies.ofResources.filter((each) => speaksTo(each, { AWS: role })),
        request,
      );
      const allowed = own !== 'deny' && others !== 'deny' && (own === 'allow' || others === 'allow');
      const use = JSON.stringify([lambda.name, action, resource]);
      // One that was denied is not hidden by another that is about another item.
      const always = allowed && uses.get(use)?.allowed !== false;
      uses.set(use, { function: lambda.name, action, resource, allowed: always });
      return allowed;
    },
    eventsMay: (source, action, resource) => {
      const told = policies.ofResources.filter((each) => speaksTo(each, { Service: 'events.amazonaws.com' }));
      return decide(told, { action, resource, context: { ...everywhere, 'aws:sourcearn': source } }) === 'allow';
    },
    uses: () => [...uses.values()],
    grants: () => functions.flatMap((lambda) => grantsOf(lambda, policies, [...uses.values()])),
  };
};

const speaksTo = ({ Principal = {} }: Statement, who: Readonly<Record<string, string>>): boolean =>
  Principal === '*' ||
  Object.entries(who).some(([kind, name]) => Principal[kind]?.some((each) => each === '*' || each === name));

const grantsOf = (
  { name, properties }: LambdaFunction,
  policies: Policies,
  uses: readonly PermissionUse[],
): readonly Grant[] => {
  const needed = uses.filter((use) => use.function === name && use.allowed);
  const isUsed = (action: string, resource: string): boolean =>
    needed.some((use) => isLike(action.toLowerCase(), use.action.toLowerCase()) && isLike(resource, use.resource));
  return policies
    .ofRole(properties.Role)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, Resource }) => Action.flatMap((action) => Resource.map((resource) => ({ action, resource }))))
    .map(({ action, resource }) => ({ function: name, action, resource, used: isUsed(action, resource) }));
};
