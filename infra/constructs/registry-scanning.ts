import { Annotations, CfnResource, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { CfnRegistryScanningConfiguration } from 'aws-cdk-lib/aws-ecr';
import type { Construct } from 'constructs';
import type { PolicyFile } from '../../functions/policy/read-policy.ts';

export type RegistryScanningProps = NonNullable<PolicyFile['registry']>;

type Rule = RegistryScanningProps['rules'][number];

const TYPES = { basic: 'BASIC', enhanced: 'ENHANCED' };
const FREQUENCIES = { continuous: 'CONTINUOUS_SCAN', 'scan-on-push': 'SCAN_ON_PUSH' };

/** How the registry of this account and Region scans, all of it: there is one such configuration, and whoever writes last wins. */
export class RegistryScanning extends CfnRegistryScanningConfiguration {
  constructor(scope: Construct, id: string, { scanning, rules }: RegistryScanningProps) {
    super(scope, id, {
      scanType: TYPES[scanning],
      rules: rules.map(({ frequency, filters }) => ({
        scanFrequency: FREQUENCIES[frequency],
        repositoryFilters: filters.map(({ filter }) => ({ filter, filterType: 'WILDCARD' })),
      })),
    });
    // Deleting it, as a roll-back of its creation would too, leaves a registry where nothing is scanned.
    this.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.node.addValidation({ validate: () => othersOf(this).map(isSecond) });
    warnOfSurprises(this, rules);
  }
}

/** Those of the app that may be of the same account and Region. */
const othersOf = (own: CfnResource): CfnResource[] =>
  own.node.root.node
    .findAll()
    .filter((each) => CfnResource.isCfnResource(each))
    .filter(({ cfnResourceType }) => cfnResourceType === CfnRegistryScanningConfiguration.CFN_RESOURCE_TYPE_NAME)
    .filter((other) => other !== own && maybeSamePlace(Stack.of(own), Stack.of(other)));

const maybeSamePlace = (one: Stack, other: Stack): boolean =>
  maybeSame(one.account, other.account) && maybeSame(one.region, other.region);

const maybeSame = (one: string, other: string): boolean =>
  one === other || Token.isUnresolved(one) || Token.isUnresolved(other);

const isSecond = (other: CfnResource): string =>
  `an account has one scanning configuration in a Region, and ${other.node.path} is another: they would overwrite each other; keep one, or write registry: { scanning: leave } in tallyman.yaml`;

/** ECR's `*` crosses slashes, and a name without it would fit every name that contains it. */
const warnOfSurprises = (own: CfnResource, rules: readonly Rule[]): void => {
  const surprises = rules.flatMap(({ frequency, filters }) =>
    filters.flatMap(({ glob, filter, alsoFits }) =>
      alsoFits === null
        ? []
        : [`  ${frequency}: "${glob}"${glob === filter ? '' : ` becomes "${filter}", which`} also fits ${alsoFits}`],
    ),
  );
  if (surprises.length === 0) return;
  const text = [
    'ECR cannot say all that tallyman.yaml says: its * crosses slashes, and a filter without * fits every name that contains it.',
    'These scan more than they name:',
    ...surprises,
  ];
  Annotations.of(own).addWarningV2('tallyman:wide-scan-filters', text.join('\n'));
};
