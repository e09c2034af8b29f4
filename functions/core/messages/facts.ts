import { day } from './day.ts';
import { shortDigest } from './image-name.ts';
import type { Telling } from './telling.ts';

/** Which image it is, and where, such as `pushed 31 Oct`, `sha256:ab12cd34`, `111122223333 eu-west-1`, `basic`. */
export const facts = ({ record: { registry, image, scan, at }, markup }: Telling): string[] => [
  `pushed ${day(image.pushedAt, at)}`,
  shortDigest(image.digest, markup),
  `${markup.prose(registry.account, 20)} ${markup.prose(registry.region, 30)}`,
  ...(scan === null ? [] : [scan.engine]),
];
