import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Duration, FileSystem, Stage } from 'aws-cdk-lib';
import { type IGrantable, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { type ICommandHooks, LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ENV } from '../../functions/env.ts';
import type { PolicyFile } from '../../functions/policy/read-policy.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Where credentials come from on other machines: a function has them in its environment, and never imports these. */
export const ELSEWHERE = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

export interface BundledFunctionProps {
  /** The file that exports `handler`, from the project's root. */
  readonly entry: string;
  readonly policy: PolicyFile['policy'];
  readonly timeout: Duration;
  readonly memorySize: number;
  readonly environment: Partial<Record<keyof typeof ENV, string>>;
}

/** A function with the policy beside its bundle, and a role that may do nothing but write its log until it is granted more. */
export class BundledFunction extends Construct implements IGrantable {
  readonly lambda: NodejsFunction;
  readonly grantPrincipal: Role;

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    const { entry, policy, environment, ...sizes } = props;
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(this, 'Log', { retention: RetentionDays.THREE_MONTHS });
    logGroup.grantWrite(role);
    this.grantPrincipal = role;
    this.lambda = new NodejsFunction(this, 'Function', {
      ...sizes,
      entry: join(ROOT, entry),
      depsLockFilePath: join(ROOT, 'package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: { ...variables(environment), NODE_OPTIONS: '--enable-source-maps' },
      bundling: {
        format: OutputFormat.ESM,
        // The SDK's CommonJS files end in `Dynamic require of "node:https" is not supported`: https://github.com/aws/aws-cdk/issues/29310
        mainFields: ['module', 'main'],
        bundleAwsSDK: true,
        externalModules: ELSEWHERE,
        // The Slack clients are CommonJS and require Node's own modules, which an ES module can only do with this.
        banner: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
        minify: true,
        sourceMap: true,
        sourcesContent: false,
        logLevel: LogLevel.WARNING,
        commandHooks: policyBesideBundle(policy, Stage.of(this)?.outdir ?? FileSystem.tmpdir),
      },
    });
  }
}

const variables = (environment: BundledFunctionProps['environment']): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).map(([key, value]) => [ENV[key as keyof typeof ENV], value]));

/** The asset's hash is that of its content: another policy is another version of the function, and they roll back together. */
const policyBesideBundle = (policy: PolicyFile['policy'], scratch: string): ICommandHooks => {
  const file = join(scratch, 'policy.json');
  writeFileSync(file, JSON.stringify(policy));
  return {
    beforeBundling: () => [],
    beforeInstall: () => [],
    afterBundling: (_input, output) => [`cp ${quoted(file)} ${quoted(join(output, 'policy.json'))}`],
  };
};

const quoted = (path: string): string => `'${path.replaceAll("'", `'\\''`)}'`;
