import type { Image } from '../domain/image.ts';
import type { Issue } from '../domain/ledger.ts';
import { shortDigest } from './image-name.ts';
import type { Markup } from './markup.ts';

const MAX_PATH = 120;

/** The paths of the package in `image`; of all images where it is not among them. */
export const pathsIn = ({ occurrences }: Issue, { parts }: Image): string[] => {
  const here = occurrences.filter(({ digest }) => parts.some((part) => part.digest === digest));
  const paths = (here.length > 0 ? here : occurrences).map(({ path }) => path);
  return [...new Set(paths.filter((path) => path !== null))].sort();
};

/** Where in the image the package is, as far as the scan says, such as `at app/package-lock.json and 2 more paths`, `layer sha256:ab12cd34`. */
export const packagePlace = (issue: Issue, image: Image, markup: Markup): string[] => {
  const [path, ...others] = pathsIn(issue, image);
  const more = others.length === 0 ? '' : ` and ${others.length} more ${others.length === 1 ? 'path' : 'paths'}`;
  const { layer } = issue.detail;
  return [
    ...(path === undefined ? [] : [`at ${markup.prose(path, MAX_PATH)}${more}`]),
    ...(layer === null ? [] : [`layer ${shortDigest(layer, markup)}`]),
  ];
};
