import { Refusal } from './aws.ts';

/** As many as a page has where nobody says. */
const DEFAULT_PAGE_SIZE = 100;

interface Paging {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

/** A page of a list, and the token of the next. */
export const pageOf = <T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  { maxResults = DEFAULT_PAGE_SIZE, nextToken }: Paging,
): { readonly items: readonly T[]; readonly more: { readonly nextToken?: string } } => {
  const start = nextToken === undefined ? 0 : items.findIndex((item) => tokenOf(nameOf(item)) === nextToken);
  if (start < 0)
    throw new Refusal(
      'InvalidParameterException',
      "Invalid parameter at 'nextToken' failed to satisfy constraint: 'must be a token of an earlier answer'",
    );
  const next = items[start + maxResults];
  return {
    items: items.slice(start, start + maxResults),
    more: next === undefined ? {} : { nextToken: tokenOf(nameOf(next)) },
  };
};

/** Names the page that begins with this one. */
const tokenOf = (name: string): string => Buffer.from(name).toString('base64url');
