import type { Place } from '../template/identity.ts';
import type { LambdaFunction } from '../template/wiring.ts';

/**
 * The whole environment of a function: what the template says and what Lambda adds.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export const functionEnvironment = (lambda: LambdaFunction, { region, endpoint }: Place): Record<string, string> => {
  const { Environment, Handler, LoggingConfig, MemorySize, Runtime } = lambda.properties;
  return {
    ...Environment.Variables,
    _HANDLER: Handler,
    // Who calls is known by the key that signs: each function has one of its own, named as itself.
    AWS_ACCESS_KEY_ID: lambda.name,
    AWS_SECRET_ACCESS_KEY: 'replay',
    AWS_SESSION_TOKEN: 'replay',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
    AWS_EXECUTION_ENV: `AWS_Lambda_${Runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: lambda.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: LoggingConfig.LogFormat,
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(lambda),
    AWS_LAMBDA_LOG_STREAM_NAME: LOG_STREAM,
    LAMBDA_TASK_ROOT: lambda.folder,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
  };
};

export const LOG_STREAM = 'replay';

/** Where the function's log goes, by name. */
export const logGroupOf = ({ name, properties }: LambdaFunction): string =>
  properties.LoggingConfig.LogGroup ?? `/aws/lambda/${name}`;
