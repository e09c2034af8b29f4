import fc from 'fast-check';
import { expect } from 'vitest';

type Place = readonly (string | number)[];
type Damage = (value: unknown, key: string | number) => unknown;

/** What can become of a value; undefined: it is missing. */
const DAMAGES: readonly (readonly [how: string, damage: Damage])[] = [
  ['missing', () => undefined],
  ['null', () => null],
  ['empty', (value) => (typeof value === 'object' ? (Array.isArray(value) ? [] : {}) : '')],
  ['in other case', (value) => (typeof value === 'string' ? otherCase(value) : value)],
  ['of another type', (value) => (typeof value === 'string' ? 7 : 'seven')],
  ['a date in other words', (value, key) => (isTime(key) ? 'Dec 3, 2021, 6:02:30 PM' : value)],
];

const otherCase = (text: string): string =>
  [...text].map((sign) => (sign === sign.toUpperCase() ? sign.toLowerCase() : sign.toUpperCase())).join('');

export const isTime = (key: string | number | undefined): boolean => /At$|^time$/.test(String(key));

/** One payload with one thing wrong. */
interface Damaged {
  readonly place: Place;
  readonly how: string;
  readonly payload: unknown;
  /** The same without what is wrong. */
  readonly without: unknown;
}

/** Every way in which one value of `payload` can be wrong. */
export const everyDamage = (payload: unknown): readonly Damaged[] =>
  placesIn(payload).flatMap((place) =>
    DAMAGES.map(([how, damage]) => ({
      place,
      how,
      payload: changed(payload, place, damage),
      without: changed(payload, place, () => undefined),
    })),
  );

/** `payload` with a few values wrong at once. */
export const anyDamage = (payload: unknown): fc.Arbitrary<unknown> =>
  fc.array(fc.tuple(fc.nat(), fc.constantFrom(...DAMAGES)), { minLength: 2, maxLength: 5 }).map((damages) =>
    damages.reduce((sofar, [n, [, damage]]) => {
      const places = placesIn(sofar);
      const place = places[n % Math.max(places.length, 1)];
      return place === undefined ? sofar : changed(sofar, place, damage);
    }, payload),
  );

const placesIn = (value: unknown, place: Place = []): readonly Place[] =>
  childrenOf(value).flatMap(([key, child]) => [[...place, key], ...placesIn(child, [...place, key])]);

const childrenOf = (value: unknown): readonly (readonly [string | number, unknown])[] => {
  if (Array.isArray(value)) return value.map((child, index) => [index, child] as const);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
};

const changed = (value: unknown, [key, ...rest]: Place, damage: Damage): unknown => {
  const children = childrenOf(value).flatMap(([at, child]) => {
    const kept = at !== key ? child : rest.length === 0 ? damage(child, at) : changed(child, rest, damage);
    return kept === undefined ? [] : [[at, kept] as const];
  });
  return Array.isArray(value) ? children.map(([, child]) => child) : Object.fromEntries(children);
};

/** What came of reading a payload. */
export type Outcome = { readonly read: unknown } | { readonly refused: Error };

/**
 * The law of whatever reads payloads from outside: what is wrong is read as if it were missing, or does not matter, or is
 * refused with its path.
 */
export const readOrRefused = async (
  { place, how, payload, without }: Damaged,
  whole: Outcome,
  outcomeOf: (payload: unknown) => Promise<Outcome>,
): Promise<void> => {
  const outcome = await outcomeOf(payload);
  const name = `${place.join('.')} ${how}`;
  // An entry that is missing is a fault of the list.
  const at = how === 'missing' && typeof place.at(-1) === 'number' ? place.slice(0, -1) : place;
  if ('refused' in outcome) return void expect(outcome.refused.message, name).toContain(at.join('.'));
  const inCase = (text: string) => (how === 'in other case' ? text.toLowerCase() : text);
  const written = (each: Outcome) => inCase(JSON.stringify(each));
  if (written(outcome) !== written(whole)) expect(written(outcome), name).toBe(written(await outcomeOf(without)));
};
