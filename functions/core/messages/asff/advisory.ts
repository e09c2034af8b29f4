import { webAddress } from '../links.ts';

/** A web page that tells of a vulnerability, and whose it is. */
export interface Advisory {
  readonly url: string;
  readonly vendor: { readonly Name: string; readonly Url: string };
}

/** Finds the page that a text leads to; null where it leads to none. Issues that follow one another often share it. */
export const advisories = (): ((text: string | null) => Advisory | null) => {
  let last: { readonly text: string | null; readonly advisory: Advisory | null } = { text: null, advisory: null };
  return (text) => {
    if (text !== last.text) last = { text, advisory: advisoryOf(text) };
    return last.advisory;
  };
};

const advisoryOf = (text: string | null): Advisory | null => {
  const url = webAddress(text);
  return url === null ? null : { url, vendor: { Name: new URL(url).hostname, Url: url } };
};
