import type { Because } from './alert.ts';
import type { Pattern, Policy, Route, Whose } from './policy.ts';
import { atLeast, type Severity } from './severity.ts';

/** What a route's *whose* looks at. */
export interface Named {
  readonly repository: string;
  readonly tags: readonly string[];
}

/** Whether `name` fits one of the patterns. */
export const fitsAny = (patterns: readonly Pattern[], name: string): boolean =>
  patterns.some(({ regex }) => compiled(regex).test(name));

const REGEXES = new Map<string, RegExp>();

const compiled = (regex: string): RegExp => {
  const known = REGEXES.get(regex);
  if (known !== undefined) return known;
  const made = new RegExp(regex);
  REGEXES.set(regex, made);
  return made;
};

const fitsWhose = ({ repository, tag }: Whose, image: Named): boolean =>
  (repository === null || fitsAny(repository, image.repository)) &&
  (tag === null || image.tags.some((each) => fitsAny(tag, each)));

const namesSomething = ({ repository, tag }: Whose): boolean => repository !== null || tag !== null;

const fits = (route: Route, image: Named): boolean =>
  fitsWhose(route.whose, image) && (route.not === null || !fitsWhose(route.not, image));

/** Whether a route claims the image as its own: one with neither `repository` nor `tag` claims nothing. */
const claims = (route: Route, image: Named): boolean => namesSomething(route.whose) && fits(route, image);

/** The routes, by index, whose *whose* chooses the image; `otherwise` chooses what no other route names. */
export const routesFor = (policy: Policy, image: Named): readonly number[] => {
  const claimed = policy.routes.some((route) => !route.otherwise && claims(route, image));
  return indexesOf(policy.routes, (route) => fits(route, image) && !(route.otherwise && claimed));
};

/** The routes, by index, that choose one of the images that are or were heads. */
export const routesForAny = (
  policy: Policy,
  repository: string,
  heads: readonly { readonly tags: readonly string[] }[],
): readonly number[] => {
  const chosen = new Set(heads.flatMap(({ tags }) => routesFor(policy, { repository, tags })));
  return [...chosen].sort((a, b) => a - b);
};

/**
 * The routes, by index, that scan news of the image goes to: those that name it, else `otherwise`.
 * Security Hub knows findings only: a route to it claims no news.
 */
export const scanNewsRoutesFor = (policy: Policy, image: Named): readonly number[] => {
  const people = new Set(policy.receivers.filter(({ channel }) => channel !== 'security-hub').map(({ name }) => name));
  const naming = indexesOf(policy.routes, (route) => people.has(route.to) && claims(route, image));
  return naming.length > 0
    ? naming
    : indexesOf(policy.routes, (route) => people.has(route.to) && route.otherwise && fits(route, image));
};

const indexesOf = (routes: readonly Route[], holds: (route: Route) => boolean): readonly number[] =>
  routes.flatMap((route, index) => (holds(route) ? [index] : []));

/** Whether an issue fits the *how bad* of a route. */
export const isBadEnough = (route: Route, { severity }: { readonly severity: string }, unratedAs: Severity): boolean =>
  route.severity === null || atLeast(severity, route.severity, unratedAs);

/** Whether the route with this index holds for an issue of an image that it chooses. */
export const holds = ({ routes, unratedAs }: Policy, index: number, issue: { readonly severity: string }): boolean => {
  const route = routes[index];
  return route !== undefined && isBadEnough(route, issue, unratedAs);
};

/** Whether the route with this index tells `receiver`. */
export const tells = ({ routes }: Policy, index: number, receiver: string): boolean => routes[index]?.to === receiver;

/** A route as people count and read it. */
export const becauseOf = (policy: Policy, index: number): readonly Because[] => {
  const route = policy.routes[index];
  return route === undefined ? [] : [{ route: index + 1, rule: `${whoseRule(route)}, ${severityRule(route)}` }];
};

const severityRule = ({ severity }: Route): string => {
  if (severity === null) return 'every issue';
  return severity === 'CRITICAL' ? 'critical' : `${severity.toLowerCase()} and up`;
};

const whoseRule = ({ whose, not, otherwise }: Route): string => {
  const chosen = namesSomething(whose) ? globsOf(whose) : otherwise ? 'what no other route names' : 'every image';
  return not === null ? chosen : `${chosen} but not ${globsOf(not)}`;
};

const globsOf = ({ repository, tag }: Whose): string =>
  [repository === null ? [] : listed(repository), tag === null ? [] : `tag ${listed(tag)}`].flat().join(' ');

const listed = (patterns: readonly Pattern[]): string => patterns.map(({ glob }) => glob).join(' or ');
