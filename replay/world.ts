import type { Clock } from './clock.ts';
import { type EventBus, eventBus } from './events/event-bus.ts';
import { startedScans } from './events/started-scans.ts';
import { targets } from './events/targets.ts';
import { type HttpAnswer, type HttpRequest, listen } from './http.ts';
import { type Authority, authority } from './iam/authority.ts';
import { policiesOf } from './iam/policies.ts';
import { asyncInvokes } from './lambda/async-invokes.ts';
import { feed } from './lambda/feed.ts';
import { type LogLine, startFunctions } from './lambda/functions.ts';
import { startDynamoDb } from './services/dynamodb.ts';
import { type Gateway, gateway, type PlanCrash, type PlanFault } from './services/gateway.ts';
import { type Fakes, makeFakes } from './services/make-fakes.ts';
import { type SqsAndS3, startSqsAndS3 } from './services/sqs-s3.ts';
import { readAssembly } from './template/assembly.ts';
import type { Place } from './template/identity.ts';
import { resourcesOf } from './template/resources.ts';
import { type Wiring, wiringOf } from './template/wiring.ts';
import { type Timeline, timeline } from './timeline.ts';

/** AWS and Slack on loopback, and the functions deployed there as the templates say. */
export interface World {
  readonly authority: Authority;
  readonly bus: EventBus;
  readonly fakes: Fakes;
  readonly gateway: Gateway;
  readonly place: Place;
  readonly sqs: SqsAndS3;
  readonly timeline: Timeline;
  readonly wiring: Wiring;
  stop(): Promise<void>;
}

export interface WorldOptions {
  /** The folder that `cdk synth` made. */
  readonly assembly: string;
  readonly registry: Pick<Place, 'account' | 'region'>;
  readonly clock: Clock;
  readonly planFault: PlanFault;
  readonly planCrash: PlanCrash;
  readonly log: (line: LogLine) => void;
  /** Told of every message that stays in its queue because the function failed. */
  readonly failed: (messageId: string, error: string) => void;
}

export const startWorld = async (options: WorldOptions): Promise<World> => {
  const { clock, registry, planFault, planCrash, log, failed } = options;
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.toReversed()) await each();
  };
  try {
    // The templates' queue URLs need the address of what answers, which needs the templates.
    let respond: (request: HttpRequest) => Promise<HttpAnswer | 'drop'>;
    const listener = await listen((request) => respond(request));
    stops.push(listener.close);
    const place: Place = { ...registry, endpoint: listener.url };

    const assembly = readAssembly(options.assembly);
    const resources = resourcesOf(assembly, place);
    const wiring = wiringOf(resources, assembly);
    const iam = authority(policiesOf(resources, wiring), wiring.functions, place);

    const sqs = await startSqsAndS3(wiring, place.region);
    stops.push(sqs.stop);
    const { dynamodb, stop: stopDynamoDb } = await startDynamoDb(wiring, place.region);
    stops.push(stopDynamoDb);
    const fakes = makeFakes(wiring, place);
    const backends = { ...fakes.backends, dynamodb, sqs: sqs.sqs, s3: sqs.s3 };
    const functions = startFunctions({ place, clock, authority: iam, log });
    const plans = { planFault, planCrash, kill: functions.kill };
    const door = gateway({ backends, authority: iam, ecr: fakes.ecr, wiring, place, clock, ...plans });
    respond = door.respond;
    stops.push(functions.stop);
    const async = asyncInvokes({ clock, functions, authority: iam, sqs, wiring });
    const bus = eventBus(wiring.rules, targets({ wiring, authority: iam, sqs, async }));
    const feeds = wiring.mappings.map((mapping) =>
      feed({ mapping, authority: iam, functions, sqs, region: place.region, failed }),
    );
    return {
      authority: iam,
      gateway: door,
      timeline: timeline({ clock, feeds, works: [async, startedScans(fakes.ecr, bus)], bus, sqs, wiring, place }),
      ...{ bus, fakes, place, sqs, wiring, stop },
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
