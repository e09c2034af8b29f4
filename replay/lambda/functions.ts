import type { Clock } from '../clock.ts';
import type { Authority } from '../iam/authority.ts';
import { jsonObject } from '../json-object.ts';
import type { Place } from '../template/identity.ts';
import type { LambdaFunction } from '../template/wiring.ts';
import { functionEnvironment, LOG_STREAM, logGroupOf } from './function-environment.ts';
import { type FunctionProcess, functionProcess } from './function-process.ts';
import type { Invocation } from './runtime-api.ts';

/** What a function printed. */
export interface LogLine {
  /** The name of the function. */
  readonly function: string;
  /** ISO 8601, by the clock of the replay. */
  readonly at: string;
  readonly text: string;
  /** The line as the JSON object it is; null where it is none. */
  readonly fields: Readonly<Record<string, unknown>> | null;
}

/** The functions, each in a process that is started when it is first needed. */
export interface Functions {
  invoke(lambda: LambdaFunction, event: unknown): Promise<Invocation>;
  /** Ends the process of the function of this name; its next invocation starts another. */
  kill(name: string): Promise<void>;
  stop(): Promise<void>;
}

interface FunctionsOptions {
  readonly place: Place;
  readonly clock: Clock;
  readonly authority: Authority;
  readonly log: (line: LogLine) => void;
}

export const startFunctions = ({ place, clock, authority, log }: FunctionsOptions): Functions => {
  const processes = new Map<string, Promise<FunctionProcess>>();

  const printer = (lambda: LambdaFunction) => (text: string) => {
    const stream = `arn:aws:logs:${place.region}:${place.account}:log-group:${logGroupOf(lambda)}:log-stream:${LOG_STREAM}`;
    const written = ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) =>
      authority.functionMay(lambda, action, stream),
    );
    // What a role may not write is lost, as it is at AWS.
    if (written.includes(false)) return;
    log({ function: lambda.name, at: new Date(clock.now()).toISOString(), text, fields: jsonObject(text) });
  };
  const processOf = (lambda: LambdaFunction): Promise<FunctionProcess> => {
    const started =
      processes.get(lambda.name) ??
      functionProcess({
        arn: lambda.arn,
        folder: lambda.folder,
        timeoutSeconds: lambda.properties.Timeout,
        environment: functionEnvironment(lambda, place),
        clock,
        print: printer(lambda),
      });
    processes.set(lambda.name, started);
    return started;
  };

  return {
    invoke: async (lambda, event) => (await processOf(lambda)).invoke(event),
    kill: async (name) => (await processes.get(name))?.kill(),
    stop: async () => {
      for (const started of processes.values()) await (await started).stop();
    },
  };
};
