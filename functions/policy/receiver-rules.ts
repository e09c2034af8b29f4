import { type Mistake, nameOf, ofKey } from './problem.ts';
import { RECEIVER_NAME } from './receiver-shape.ts';
import { at, keysOf } from './unchecked.ts';

const KINDS = ['slack', 'sns', 'security-hub'] as const;
type Kind = (typeof KINDS)[number];

/** The kind of a receiver; undefined where it has none, or there is no such receiver. */
export const kindOf = (policy: unknown, name: string): Kind | undefined => kindsOf(policy, name)[0];

const kindsOf = (policy: unknown, name: string): Kind[] => {
  const keys = keysOf(at(policy, ['receivers', name]));
  return KINDS.filter((kind) => keys.includes(kind));
};

/** What is wrong with receivers besides their shape. */
export const receiverRules = (policy: unknown): Mistake[] => {
  const names = keysOf(at(policy, ['receivers']));
  return [
    ...names.flatMap(notAName),
    ...names.flatMap((name) => [...severalKinds(policy, name), ...severalPlaces(policy, name)]),
    ...severalHubs(names.filter((name) => kindOf(policy, name) === 'security-hub')),
  ];
};

const RECEIVER_NAMES = 'lower case letters and digits, joined by -, such as on-call';

const notAName = (name: string): Mistake[] =>
  RECEIVER_NAME.test(name) ? [] : [ofKey(['receivers', name], `"${name}" is no name of a receiver: ${RECEIVER_NAMES}`)];

const severalKinds = (policy: unknown, name: string): Mistake[] => {
  const [kind, ...others] = kindsOf(policy, name);
  return others.map((other) =>
    ofKey(['receivers', name, other], `receiver "${name}" is ${kind} and ${other}; make it two receivers`),
  );
};

/** What stands for the whole place, and what therefore cannot stand beside it. */
const PLACES = {
  slack: {
    whole: 'webhook',
    parts: ['channel', 'token'],
    remedy: 'a webhook knows its channel and needs no token; keep channel or webhook',
  },
  sns: {
    whole: 'topic',
    parts: ['email'],
    remedy: 'a topic that exists has its own subscriptions; keep email or topic',
  },
};

const severalPlaces = (policy: unknown, name: string): Mistake[] =>
  Object.entries(PLACES).flatMap(([kind, { whole, parts, remedy }]) => {
    const path = ['receivers', name, kind];
    const keys = keysOf(at(policy, path));
    if (!keys.includes(whole)) return [];
    return keys
      .filter((key) => parts.includes(key))
      .map((key) => ofKey([...path, key], `${nameOf(path)} has ${whole} and ${key}: ${remedy}`));
  });

const severalHubs = ([first, ...others]: readonly string[]): Mistake[] =>
  others.map((name) =>
    ofKey(
      ['receivers', name],
      `receiver "${name}" is Security Hub like "${first}", and an account has one; keep one, and let the routes of both go to it`,
    ),
  );
