import { fitsAll } from './globs.ts';
import { type Mistake, ofKey } from './problem.ts';
import { REPOSITORY_NAME } from './repository-names.ts';
import { PREFIX, withoutSlash } from './repository-rules.ts';
import { scanFilterFault, scanFilters } from './scan-filters.ts';
import { soundGlobs, type WrittenGlob } from './sound-globs.ts';
import { at, keysOf } from './unchecked.ts';

/** The frequencies of scanning that have a list of globs. */
const LISTS = ['continuous', 'scan-on-push'];

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_RegistryScanningRule.html */
const MAX_FILTERS = 100;

/** What is wrong with `registry` and `rescan`, besides their shape. */
export const registryRules = (policy: unknown): Mistake[] => [
  ...uselessLists(policy),
  ...LISTS.flatMap((list) => [...noFilters(policy, list), ...tooManyFilters(policy, list)]),
  ...beatenGlobs(policy),
  ...unscannedRepositories(policy),
  ...uselessRescan(policy),
];

const modeOf = (policy: unknown): unknown => at(policy, ['registry', 'scanning']);

const listsOf = (policy: unknown): string[] => {
  const keys = keysOf(at(policy, ['registry']));
  return LISTS.filter((list) => keys.includes(list));
};

const globsOf = (policy: unknown, list: string): WrittenGlob[] => soundGlobs('repository', policy, ['registry', list]);

const NO_CONTINUOUS =
  'basic scanning is never continuous: it scans on push, and once a day with rescan: daily; write scan-on-push, or set registry.scanning: enhanced';

const uselessLists = (policy: unknown): Mistake[] => {
  const mode = modeOf(policy);
  const lists = listsOf(policy);
  if (mode === 'leave') return lists.map((list) => ofKey(['registry', list], leaves(list)));
  if (mode !== 'basic' || !lists.includes('continuous')) return [];
  const instead = lists.includes('scan-on-push') ? undefined : 'scan-on-push';
  return [{ ...ofKey(['registry', 'continuous'], NO_CONTINUOUS), instead }];
};

const leaves = (list: string): string =>
  `registry has ${list}, and scanning: leave changes nothing of the registry; take it out, or write scanning: enhanced or basic`;

const noFilters = (policy: unknown, list: string): Mistake[] =>
  globsOf(policy, list).flatMap(({ path, glob }) => {
    const message = scanFilterFault(glob);
    return message === null ? [] : [{ path, message }];
  });

const tooManyFilters = (policy: unknown, list: string): Mistake[] => {
  const { length } = scanFilters(globsOf(policy, list).map(({ glob }) => glob));
  if (length <= MAX_FILTERS) return [];
  const message = `${list} makes ${length} filters, and ECR takes ${MAX_FILTERS}; write fewer and wider globs, such as "team/**"`;
  return [{ path: ['registry', list], message }];
};

const beatenGlobs = (policy: unknown): Mistake[] => {
  const continuous = globsOf(policy, 'continuous');
  return globsOf(policy, 'scan-on-push').flatMap(({ path, glob }) => {
    const wins = continuous.find((each) => each.glob === glob || each.glob === '**');
    if (wins === undefined) return [];
    const message = `"${glob}" is scanned continuously, as continuous has "${wins.glob}", which wins; take it out of one of them`;
    return [{ path, message }];
  });
};

/** Hardened repositories are scanned, and it is the registry's configuration that says so where there is one. */
const unscannedRepositories = (policy: unknown): Mistake[] => {
  const mode = modeOf(policy);
  const lists = listsOf(policy);
  const globs = lists.flatMap((list) => globsOf(policy, list));
  const written = lists.flatMap((list) => at(policy, ['registry', list]));
  // A glob that is a fault may be the one.
  if ((mode !== 'basic' && mode !== 'enhanced') || globs.length === 0 || globs.length < written.length) return [];
  const list = mode === 'basic' ? 'scan-on-push' : lists.at(-1);
  const isScanned = (name: string) => globs.some(({ glob }) => fitsAll(glob, name));
  return [
    ...keysOf(at(policy, ['repositories']))
      .filter((name) => REPOSITORY_NAME.test(name) && !isScanned(name))
      .map((name) => ['repositories', name]),
    ...keysOf(at(policy, ['creation-templates']))
      .filter((prefix) => PREFIX.test(prefix) && !namesUnder(prefix).every(isScanned))
      .map((prefix) => ['creation-templates', prefix]),
  ].map((path) =>
    ofKey(
      path,
      `nothing would scan "${path[1]}", as no glob of registry fits ${path[0] === 'repositories' ? 'it' : 'all of it'}; add it to ${list}`,
    ),
  );
};

/** Names that a glob fits only if it fits all of a prefix: a star fits what no name has. */
const namesUnder = (prefix: string): string[] => {
  const start = prefix === 'ROOT' ? '' : `${withoutSlash(prefix)}/`;
  return [`${start}*`, `${start}*/*`];
};

const uselessRescan = (policy: unknown): Mistake[] =>
  modeOf(policy) === 'enhanced' && keysOf(policy).includes('rescan')
    ? [
        ofKey(
          ['rescan'],
          'enhanced scanning cannot be asked to scan anew, and does so by itself where it is continuous; rescan is for basic scanning: take it out',
        ),
      ]
    : [];
