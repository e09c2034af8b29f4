import { didYouMean, meant } from './did-you-mean.ts';
import { NEVER_SAID } from './fact-rules.ts';
import { type Mistake, ofKey } from './problem.ts';
import { kindOf } from './receiver-rules.ts';
import { at, isRecord, itemsOf, keysOf } from './unchecked.ts';

/** What is wrong with routes besides their shape. */
export const routeRules = (policy: unknown): Mistake[] => [
  ...undefinedReceivers(policy),
  ...unusedReceivers(policy),
  ...noOtherwise(policy),
  ...otherwiseWithWhose(policy),
  ...uselessKeys(policy),
  ...emptyNots(policy),
];

const routesOf = (policy: unknown): readonly unknown[] => itemsOf(at(policy, ['routes']));
const receiversOf = (policy: unknown): string[] => keysOf(at(policy, ['receivers']));

/** The name of the receiver that a route tells, as it is written; undefined where it says none. */
const receiverOf = (route: unknown): string | undefined => {
  const to = at(route, ['to']);
  return typeof to === 'string' ? to : undefined;
};

const undefinedReceivers = (policy: unknown): Mistake[] => {
  const known = receiversOf(policy);
  if (known.length === 0) return [];
  return routesOf(policy).flatMap((route, index): Mistake[] => {
    const to = receiverOf(route);
    if (to === undefined || known.includes(to)) return [];
    const instead = meant(to, known);
    const message = `"${to}" is no receiver; ${didYouMean(instead, known)}`;
    return [{ path: ['routes', index, 'to'], message, instead }];
  });
};

const unusedReceivers = (policy: unknown): Mistake[] => {
  const known = receiversOf(policy);
  const routes = routesOf(policy);
  const told = routes
    .map(receiverOf)
    .filter((to) => to !== undefined)
    .filter(Boolean);
  // A route that does not say whom it tells may be the one.
  if (routes.length === 0 || told.length < routes.length) return [];
  const used = told.map((to) => (known.includes(to) ? to : meant(to, known)));
  const unused = known.filter((name) => !used.includes(name));
  const remedy = 'no route is to it; add one, or take the receiver out';
  return unused.map((name) => ofKey(['receivers', name], `receiver "${name}" is told nothing: ${remedy}`));
};

const NOBODY_TAKES = 'no route takes the images that no other route names; add one with otherwise: true';
const ONLY_HUB_TAKES =
  'otherwise goes to Security Hub alone, which cannot be told that an image was not scanned; add an otherwise route to people (slack or sns)';

const noOtherwise = (policy: unknown): Mistake[] => {
  const routes = routesOf(policy);
  if (routes.length === 0) return [];
  const isHub = (route: unknown): boolean => kindOf(policy, receiverOf(route) ?? '') === 'security-hub';
  const takers = routes.filter((route) => at(route, ['otherwise']));
  if (takers.some((route) => !isHub(route))) return [];
  const to = routes
    .filter((route) => !isHub(route))
    .map(receiverOf)
    .findLast(Boolean);
  return [
    {
      path: ['routes'],
      message: takers.length === 0 ? NOBODY_TAKES : ONLY_HUB_TAKES,
      add: to === undefined ? undefined : `- { to: ${to}, otherwise: true }`,
    },
  ];
};

const otherwiseWithWhose = (policy: unknown): Mistake[] =>
  routesOf(policy).flatMap((route, index) => {
    if (!at(route, ['otherwise'])) return [];
    const claims = ['repository', 'tag'].filter((key) => keysOf(route).includes(key)).join(' and ');
    const remedy = 'otherwise takes the images that no other route names; make them two routes';
    const message = `route ${index + 1} has otherwise and ${claims}: ${remedy}`;
    return claims === '' ? [] : [ofKey(['routes', index, 'otherwise'], message)];
  });

const BASIC_ALONE = 'it gets the findings of basic scanning (Inspector sends its own), which never say that';

/** Keys that some kinds of receiver have no use for, and why. */
const USELESS: Readonly<Record<string, { readonly to: readonly string[]; readonly why: string }>> = {
  mention: { to: ['sns', 'security-hub'], why: 'only Slack calls people by name' },
  also: { to: ['security-hub'], why: 'it hears every transition of what it was told of' },
  remind: { to: ['security-hub'], why: 'it shows what is open for as long as it is' },
  ...Object.fromEntries(Object.keys(NEVER_SAID).map((key) => [key, { to: ['security-hub'], why: BASIC_ALONE }])),
};

const uselessKeys = (policy: unknown): Mistake[] =>
  routesOf(policy).flatMap((route, index) => {
    const to = receiverOf(route) ?? '';
    const kind = kindOf(policy, to);
    return Object.entries(USELESS)
      .filter(([key, useless]) => kind !== undefined && useless.to.includes(kind) && keysOf(route).includes(key))
      .map(([key, { why }]) => {
        const message = `route ${index + 1} has ${key}, and "${to}" is ${kind}: ${why}; take ${key} out`;
        return ofKey(['routes', index, key], message);
      });
  });

const emptyNots = (policy: unknown): Mistake[] =>
  routesOf(policy).flatMap((route, index) => {
    const not = at(route, ['not']);
    if (!isRecord(not) || keysOf(not).length > 0) return [];
    return [
      {
        path: ['routes', index, 'not'],
        message: 'not is empty, which may mean all or none; write repository or tag in it, or leave not out',
      },
    ];
  });
