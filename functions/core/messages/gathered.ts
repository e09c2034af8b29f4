import type { GatheredSummary, PeopleAlert } from '../domain/alert.ts';

/** Whether an alert is about more images than one. */
export const isOfSeveral = (alert: PeopleAlert): boolean =>
  alert.kind === 'round-up' && alert.gathered.length + alert.unscanned.length !== 1;

const repositoriesOf = (gathered: readonly GatheredSummary[]): number =>
  new Set(gathered.map(({ image }) => image.repository)).size;

const repositories = (count: number): string => (count === 1 ? 'repository' : 'repositories');

/** Such as `12 repositories`, or `12 images of 9 repositories` where some are of one. */
export const howMany = (gathered: readonly GatheredSummary[]): string => {
  const count = repositoriesOf(gathered);
  const of = `${count} ${repositories(count)}`;
  return count === gathered.length ? of : `${gathered.length} images of ${of}`;
};

/** Such as `3 images`. */
export const images = (count: number): string => `${count} ${count === 1 ? 'image' : 'images'}`;

/** Such as `3 more repositories`, or `3 more images` where some of all are of one repository. */
export const manyMore = (count: number, all: readonly GatheredSummary[]): string => {
  if (repositoriesOf(all) === all.length) return `${count} more ${repositories(count)}`;
  return `${count} more ${count === 1 ? 'image' : 'images'}`;
};
