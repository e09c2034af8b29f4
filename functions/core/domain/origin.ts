/** Where an image comes from, as far as it says. */
export interface Origin {
  /** A commit, or the tag of one, as it is written; null where only the source is known. */
  readonly revision: string | null;
  /** The page of the commit, or of the source; null where neither is known. */
  readonly url: string | null;
}

/** What an image says of itself: https://github.com/opencontainers/image-spec/blob/main/annotations.md */
export interface Labels {
  /** `org.opencontainers.image.source`: a repository of code. */
  readonly source: string | null;
  /** `org.opencontainers.image.revision`: a commit in it. */
  readonly revision: string | null;
}

export const NO_LABELS: Labels = { source: null, revision: null };

/** A hash, at least as long as Git abbreviates it; digits alone are a date or a build number. */
const COMMIT = /^(?=.*[a-f])(?=.*\d)[0-9a-f]{7,40}$|^[0-9a-f]{40}$/i;
const VERSION = /^v?\d+(\.\d+)+/;

/**
 * The commit that an image was made from: by its own labels, else by a tag that is a commit, else by a version tag.
 *
 * @param template - the page of a commit or tag, such as `https://github.com/acme/api/commit/{tag}`; null where the policy has none
 * @returns null where nothing says
 */
export const originOf = (labels: Labels, tags: readonly string[], template: string | null): Origin | null => {
  const source = labels.source === null ? null : sourcePage(labels.source);
  const { revision } = labels;
  if (revision !== null) return { revision, url: pageOf(source, revision) ?? filled(template, revision) ?? source };
  const commit = tags.find((tag) => COMMIT.test(tag));
  if (commit !== undefined)
    return { revision: commit, url: filled(template, commit) ?? pageOf(source, commit) ?? source };
  const version = template === null ? undefined : tags.find((tag) => VERSION.test(tag));
  if (version !== undefined) return { revision: version, url: filled(template, version) };
  return source === null ? null : { revision: null, url: source };
};

const filled = (template: string | null, tag: string): string | null =>
  template === null ? null : template.replaceAll('{tag}', encodeURIComponent(tag));

/** `git@github.com:acme/api.git` and `https://github.com/acme/api.git#main` are of one page; whoever wrote a password into it is not told of. */
const sourcePage = (source: string): string | null => {
  const url = URL.parse(
    source
      .trim()
      .replace(/^(?:ssh:\/\/)?git@([^:/]+)[:/]/, 'https://$1/')
      .replace(/^git\+/, ''),
  );
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  const path = url.pathname.replace(/\.git\/?$/, '').replace(/\/+$/, '');
  return `${url.protocol}//${url.host}${path}`;
};

/** Where hosts show a commit, by a part of their name. */
const COMMIT_PAGES: readonly (readonly [host: RegExp, path: string])[] = [
  [/(^|\.)gitlab\./, '/-/commit/'],
  [/(^|\.)bitbucket\.org$/, '/commits/'],
  [/(^|\.)github\.|(^|\.)gitea\.|(^|\.)codeberg\.org$/, '/commit/'],
];

const pageOf = (source: string | null, revision: string): string | null => {
  if (source === null || !/^[0-9a-f]{7,64}$/i.test(revision)) return null;
  const { hostname, pathname } = new URL(source);
  const page = COMMIT_PAGES.find(([host]) => host.test(hostname))?.[1];
  const [, owner, repository] = pathname.split('/');
  return page === undefined || !owner || !repository ? null : `${source}${page}${revision}`;
};
