import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import type { ScanSource } from '../fakes/ecr-scans.ts';
import { withEpochSeconds } from '../fakes/ecr-times.ts';
import type { SlackBehaviour } from '../fakes/slack-answer.ts';
import { type ImageName, imageOf } from './scan-event.ts';
import type { ScenarioSource, WrittenStep } from './source.ts';
import { timeOf } from './step-time.ts';

export type Json = Readonly<Record<string, unknown>>;

export interface Step {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly events: readonly Json[];
  /** The images of the events; of the last step that had any, where this one has none. */
  readonly subjects: readonly ImageName[];
  /** By the image it is of. */
  readonly scans: readonly { readonly image: ImageName; readonly source: ScanSource }[];
  /** Entries of a DescribeImages answer; `deleted`: the subjects are no more. */
  readonly images: readonly Json[] | 'deleted' | null;
  /** By digest. */
  readonly manifests: Readonly<Record<string, unknown>>;
  readonly slack: SlackBehaviour | null;
}

interface Context {
  readonly source: ScenarioSource;
  /** Paths are relative to it. */
  readonly folder: string;
  readonly before: Step | null;
  /** Of the step. */
  readonly index: number;
}

/** A step, with all that its files say. */
export const stepOf = (written: WrittenStep, context: Context): Step => {
  const { source, before, index } = context;
  const read = (key: string) => (path: string) => readAt(path, key, context);
  const events = (written.event ?? []).map(read('event'));
  const images = events.map(imageOf).filter((image) => image !== null);
  const subjects = images.length > 0 ? images : (before?.subjects ?? []);
  const { manifests = {} } = written;
  return {
    at: timeOf(source, index, { at: written.at, before: before?.at ?? null, firstEvent: events[0]?.['time'] }),
    events,
    subjects,
    scans: scansOf(written, subjects, context),
    images: imagesOf(written, subjects, context),
    manifests: Object.fromEntries(Object.entries(manifests).map(([digest, path]) => [digest, read('manifests')(path)])),
    slack: slackOf(written),
  };
};

const readAt = (path: string, key: string, { source, folder, index }: Context): Json => {
  try {
    const object = objectIn(readFileSync(resolve(folder, path), 'utf8'));
    // Events have times of their own, which stay as they are.
    return key === 'event' ? object : (withEpochSeconds(object) as Json);
  } catch (error) {
    throw source.error(['steps', index, key], `${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

const objectIn = (text: string): Json => {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new Error('expected a JSON object');
};

/** Of the image that the pages name; what they leave out, the subjects say. */
const scansOf = ({ scan }: WrittenStep, subjects: readonly ImageName[], context: Context): Step['scans'] => {
  if (scan === undefined) return [];
  const source = 'error' in scan ? scan : scan.map((path) => readAt(path, 'scan', context));
  const [page = {}] = 'error' in source ? [] : source;
  const { repositoryName: repository, imageId } = page;
  const digest = typeof imageId === 'object' && imageId !== null ? (imageId as Json)['imageDigest'] : undefined;
  if (typeof repository === 'string' && typeof digest === 'string') return [{ image: { repository, digest }, source }];
  if (subjects.length === 0)
    throw context.source.error(['steps', context.index, 'scan'], 'scan: neither it nor an event names an image');
  return subjects.map((subject) => ({
    image: {
      repository: typeof repository === 'string' ? repository : subject.repository,
      digest: typeof digest === 'string' ? digest : subject.digest,
    },
    source,
  }));
};

const imagesOf = ({ images }: WrittenStep, subjects: readonly ImageName[], context: Context): Step['images'] => {
  if (images === undefined) return null;
  const at = ['steps', context.index, 'images'] as const;
  if (typeof images !== 'string') {
    if (subjects.length === 0) throw context.source.error(at, 'images: no event names the image that is deleted');
    return 'deleted';
  }
  const { success, data } = describedImages.safeParse(readAt(images, 'images', context));
  if (!success)
    throw context.source.error(at, `${images}: expected { "imageDetails": [{ "imageDigest": "sha256:…" }] }`);
  const [subject] = subjects;
  return data.imageDetails.map((detail) => ({ ...(subject && { repositoryName: subject.repository }), ...detail }));
};

const describedImages = z.looseObject({
  imageDetails: z.array(z.looseObject({ imageDigest: z.string().startsWith('sha256:') })),
});

const slackOf = ({ slack }: WrittenStep): SlackBehaviour | null =>
  slack === undefined ? null : Object.fromEntries(Object.entries(slack).filter(([, value]) => value !== undefined));
