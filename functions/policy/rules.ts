import { didYouMean, meant } from './did-you-mean.ts';
import { type Mistake, nameOf } from './problem.ts';
import { RECEIVER_NAME, REPOSITORY_NAME } from './shape.ts';
import type { Path } from './source.ts';
import { at, isRecord, itemsOf, keysOf } from './unchecked.ts';

/** What is wrong between values, and with names; `policy` may be wrong anywhere else. */
export const rules = (policy: unknown): Mistake[] => [
  ...names(policy),
  ...receiverKinds(policy),
  ...undefinedReceivers(policy),
  ...unusedReceivers(policy),
  ...otherwise(policy),
  ...emptyNots(policy),
];

const ofKey = (path: Path, message: string): Mistake => ({ path, ofKey: true, message });

const names = (policy: unknown): Mistake[] => [
  ...keysOf(at(policy, ['receivers']))
    .filter((name) => !RECEIVER_NAME.test(name))
    .map((name) => ofKey(['receivers', name], `"${name}" is no name of a receiver: ${RECEIVER_NAMES}`)),
  ...keysOf(at(policy, ['repositories']))
    .filter((name) => !REPOSITORY_NAME.test(name))
    .map((name) => ofKey(['repositories', name], `"${name}" is no name of a repository: ${REPOSITORY_NAMES}`)),
];

const RECEIVER_NAMES = 'lower case letters and digits, joined by -, such as on-call';
const REPOSITORY_NAMES = 'ECR takes 2 to 256 lower case letters and digits, joined by . _ - /, such as payments/api';

const receiverKinds = (policy: unknown): Mistake[] =>
  keysOf(at(policy, ['receivers'])).flatMap((name) => {
    const path = ['receivers', name, 'slack'];
    const keys = keysOf(at(policy, path));
    if (!keys.includes('webhook')) return [];
    const remedy = 'a webhook knows its channel and needs no token; keep channel or webhook';
    return keys
      .filter((key) => key === 'channel' || key === 'token')
      .map((key) => ofKey([...path, key], `${nameOf(path)} has a webhook and a ${key}: ${remedy}`));
  });

const receiverOf = (route: unknown): unknown => at(route, ['to']);

const undefinedReceivers = (policy: unknown): Mistake[] => {
  const known = keysOf(at(policy, ['receivers']));
  if (known.length === 0) return [];
  return itemsOf(at(policy, ['routes'])).flatMap((route, index): Mistake[] => {
    const to = receiverOf(route);
    if (typeof to !== 'string' || known.includes(to)) return [];
    const instead = meant(to, known);
    const message = `"${to}" is no receiver; ${didYouMean(instead, known)}`;
    return [{ path: ['routes', index, 'to'], message, instead }];
  });
};

const unusedReceivers = (policy: unknown): Mistake[] => {
  const known = keysOf(at(policy, ['receivers']));
  const routes = itemsOf(at(policy, ['routes']));
  const told = routes
    .map(receiverOf)
    .filter((to) => typeof to === 'string')
    .filter(Boolean);
  // A route that does not say whom it tells may be the one.
  if (routes.length === 0 || told.length < routes.length) return [];
  const used = told.map((to) => (known.includes(to) ? to : meant(to, known)));
  const unused = known.filter((name) => !used.includes(name));
  const remedy = 'no route is to it; add one, or take the receiver out';
  return unused.map((name) => ofKey(['receivers', name], `receiver "${name}" is told nothing: ${remedy}`));
};

const otherwise = (policy: unknown): Mistake[] => {
  const routes = itemsOf(at(policy, ['routes']));
  if (routes.length === 0) return [];
  if (!routes.some((route) => at(route, ['otherwise']))) return [noOtherwise(receiverOf(routes.at(-1)))];
  return routes.flatMap((route, index) => {
    if (!at(route, ['otherwise'])) return [];
    const claims = ['repository', 'tag'].filter((key) => keysOf(route).includes(key)).join(' and ');
    const remedy = 'otherwise takes the images that no other route names; make them two routes';
    const message = `route ${index + 1} has otherwise and ${claims}: ${remedy}`;
    return claims === '' ? [] : [ofKey(['routes', index, 'otherwise'], message)];
  });
};

const noOtherwise = (to: unknown): Mistake => ({
  path: ['routes'],
  message: 'no route takes the images that no other route names; add one with otherwise: true',
  add: typeof to === 'string' ? `- { to: ${to}, otherwise: true }` : undefined,
});

const emptyNots = (policy: unknown): Mistake[] =>
  itemsOf(at(policy, ['routes'])).flatMap((route, index) => {
    const not = at(route, ['not']);
    if (!isRecord(not) || keysOf(not).length > 0) return [];
    return [
      {
        path: ['routes', index, 'not'],
        message: 'not is empty, which may mean all or none; write repository or tag in it, or leave not out',
      },
    ];
  });
