import type { PostureNewsAlert } from '../domain/alert.ts';
import { engineOf } from './engine.ts';
import { lastScan } from './last-scan.ts';
import { NOT_CLEAN, STAY_OPEN } from './scan-news.ts';
import type { Telling } from './telling.ts';
import type { Wording } from './wording.ts';

const SILENCE = 'Silent from here until something scans it again.';
const DO =
  "name the repository in a filter of the registry's scanning configuration (ECR, Private registry, Scanning); `registry.scanning` in tallyman.yaml sets it, where it is there. If nobody needs its images, delete it.";
const MAX_WORD = 40;

const MEANS = {
  basic: 'nothing is scanned when it is pushed: an image is scanned only if somebody starts that.',
  enhanced:
    'nothing is scanned when it is pushed, and nobody hears what is disclosed later: enhanced scanning scans only what a filter names.',
} as const;

const saidOf = ({ alert: { frequency, previous }, markup }: Telling<PostureNewsAlert>): string => {
  const before = previous === null ? '' : `, before ${markup.text(previous, MAX_WORD)}`;
  return `ECR's scan frequency is ${markup.text(frequency, MAX_WORD)}${before}.`;
};

/** Nothing scans a repository any more. */
export const postureNewsWording = (telling: Telling<PostureNewsAlert>): Wording => {
  const { alert, image, markup } = telling;
  const before = 'NOT SCANNED ANY MORE: ';
  const headline = (max: number): string =>
    `${before}${markup.name(image.repository, max - before.length - NOT_CLEAN.length)}${NOT_CLEAN}`;
  const said = saidOf(telling);
  const last = lastScan(alert.lastComplete, STAY_OPEN, telling);
  return {
    headline,
    glance: headline,
    sentence: ` ${said} ${last}`,
    points: [
      [null, said],
      ['This means', MEANS[engineOf(telling) ?? 'basic']],
      ['Do', DO],
      [null, last],
    ],
    listed: [],
    most: 0,
    whole: true,
    description: null,
    small: [SILENCE],
    advisory: null,
  };
};
