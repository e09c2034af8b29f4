declare const OF: unique symbol;

/** A `T` as JSON. */
export type Json<T> = string & { readonly [OF]: T };

/** The members of a `T` as JSON, without its braces: what many have in common is written once. */
export type Members<T> = string & { readonly [OF]: readonly [T] };

/** Of an object that has members; what is undefined is none. */
export const members = <T extends object>(of: T): Members<T> => JSON.stringify(of).slice(1, -1) as Members<T>;

/** An object that has all of these members; none may be there twice. */
export const object = <A, B, C, D>(a: Members<A>, b: Members<B>, c: Members<C>, d: Members<D>): Json<A & B & C & D> =>
  `{${a},${b},${c},${d}}` as Json<A & B & C & D>;
