import type { Because } from './alert.ts';
import type { Scores } from './detail.ts';
import type { Issue } from './ledger.ts';
import type { Pattern, Policy, Route, Whose } from './policy.ts';
import { atLeast, type Severity } from './severity.ts';

/** What a route's *whose* looks at. */
export interface Named {
  readonly repository: string;
  readonly tags: readonly string[];
}

/** A live image, as its head knows it. */
interface Live {
  readonly tags: readonly string[];
  readonly inUse: number | null;
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

/** The routes, by index, whose *whose* chooses the image; `otherwise` chooses what no other route names, in use or not. */
export const routesFor = (policy: Policy, image: Named & Live): readonly number[] => {
  const claimed = policy.routes.some((route) => !route.otherwise && claims(route, image));
  const isInUse = image.inUse !== null && image.inUse > 0;
  const isUsedSo = ({ inUse }: Route): boolean => inUse === null || inUse === isInUse;
  return indexesOf(policy.routes, (route) => fits(route, image) && isUsedSo(route) && !(route.otherwise && claimed));
};

/** The routes, by index, that choose one of the images that are or were heads. */
export const routesForAny = (policy: Policy, repository: string, heads: readonly Live[]): readonly number[] => {
  const chosen = new Set(heads.flatMap(({ tags, inUse }) => routesFor(policy, { repository, tags, inUse })));
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

/** What a route's *how bad* looks at. */
export type Bad = Pick<Issue, 'severity' | 'detail'>;

/** Whether an issue fits the *how bad* of a route. What the scanner does not say of it is never so. */
export const isBadEnough = (route: Route, { severity, detail }: Bad, unratedAs: Severity): boolean =>
  (route.severity === null || atLeast(severity, route.severity, unratedAs)) &&
  (route.fixable === null || route.fixable === detail.fixable) &&
  (route.exploited === null || route.exploited === detail.exploited) &&
  reaches(detail.epss, route.epss) &&
  reaches(detail.cvss?.score, route.cvss);

const reaches = (score: number | null | undefined, least: number | null): boolean =>
  least === null || (score ?? Number.NEGATIVE_INFINITY) >= least;

/** Whether the route with this index holds for an issue of an image that it chooses. */
export const holds = ({ routes, unratedAs }: Policy, index: number, issue: Bad): boolean => {
  const route = routes[index];
  return route !== undefined && isBadEnough(route, issue, unratedAs);
};

/** Whether all thresholds are to two scores as they are to one another; an EPSS score that nobody says is as it was. */
export const isScoredAlike = ({ routes }: Policy): ((before: Scores, now: Scores) => boolean) => {
  const epss = routes.flatMap((route) => route.epss ?? []);
  const cvss = routes.flatMap((route) => route.cvss ?? []);
  return (before, now) =>
    epss.every((least) => reaches(before.epss, least) === reaches(now.epss ?? before.epss, least)) &&
    cvss.every((least) => reaches(before.cvss?.score, least) === reaches(now.cvss?.score, least));
};

/** Whether the route with this index tells `receiver`. */
export const tells = ({ routes }: Policy, index: number, receiver: string): boolean => routes[index]?.to === receiver;

/** A route as people count and read it. */
export const becauseOf = (policy: Policy, index: number): readonly Because[] => {
  const route = policy.routes[index];
  return route === undefined ? [] : [{ route: index + 1, rule: ruleOf(route) }];
};

const ruleOf = (route: Route): string => {
  const howBad = [severityRule(route), ...factRules(route)].filter((rule) => rule !== null);
  const rules = [whoseRule(route), ...(howBad.length > 0 ? howBad : ['every issue']), orNot(route.inUse, 'in use')];
  return rules.filter((rule) => rule !== null).join(', ');
};

const severityRule = ({ severity }: Route): string | null => {
  if (severity === null) return null;
  return severity === 'CRITICAL' ? 'critical' : `${severity.toLowerCase()} and up`;
};

const factRules = ({ fixable, exploited, epss, cvss }: Route): readonly (string | null)[] => [
  orNot(fixable, 'fixable'),
  orNot(exploited, 'exploited'),
  epss === null ? null : `EPSS ${percent(epss)} % and up`,
  cvss === null ? null : `CVSS ${cvss} and up`,
];

const orNot = (wanted: boolean | null, fact: string): string | null => {
  if (wanted === null) return null;
  return wanted ? fact : `not ${fact}`;
};

/** 0.07 × 100 is not 7 to a computer. */
const percent = (share: number): number => Number((share * 100).toPrecision(10));

const whoseRule = ({ whose, not, otherwise }: Route): string => {
  const chosen = namesSomething(whose) ? globsOf(whose) : otherwise ? 'what no other route names' : 'every image';
  return not === null ? chosen : `${chosen} but not ${globsOf(not)}`;
};

const globsOf = ({ repository, tag }: Whose): string =>
  [repository === null ? [] : listed(repository), tag === null ? [] : `tag ${listed(tag)}`].flat().join(' ');

const listed = (patterns: readonly Pattern[]): string => patterns.map(({ glob }) => glob).join(' or ');
