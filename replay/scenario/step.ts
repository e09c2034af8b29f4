import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import type { Path } from '../../functions/policy/source.ts';
import type { ScanSource } from '../fakes/ecr-scans.ts';
import { withEpochSeconds } from '../fakes/ecr-times.ts';
import type { SecurityHubBehaviour } from '../fakes/security-hub-answer.ts';
import type { SlackBehaviour } from '../fakes/slack-answer.ts';
import type { SnsBehaviour } from '../fakes/sns-answer.ts';
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
  /** By digest: JSON text as it stands in the file, since a digest is of its bytes. */
  readonly manifests: Readonly<Record<string, string>>;
  readonly slack: SlackBehaviour | null;
  readonly sns: SnsBehaviour | null;
  readonly securityHub: SecurityHubBehaviour | null;
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
  return {
    at: timeOf(source, index, { at: written.at, before: before?.at ?? null, firstEvent: events[0]?.['time'] }),
    events,
    subjects,
    scans: scansOf(written, subjects, context),
    images: imagesOf(written, subjects, context),
    manifests: manifestsOf(written, context),
    slack: written.slack ?? null,
    sns: written.sns ?? null,
    securityHub: securityHubOf(written),
  };
};

const readAt = (path: string, key: string, context: Context): Json =>
  readText(path, [key], context, (text) => {
    const object = objectIn(text);
    // Events have times of their own, which stay as they are.
    return key === 'event' ? object : (withEpochSeconds(object) as Json);
  });

const manifestsOf = ({ manifests = {} }: WrittenStep, context: Context): Step['manifests'] =>
  Object.fromEntries(
    Object.entries(manifests).map(([digest, path]) => [
      digest,
      readText(path, ['manifests', digest], context, (text) => {
        objectIn(text);
        return text;
      }),
    ]),
  );

/** What `parse` makes of a file; what it throws is told at `key` of the step. */
const readText = <T>(path: string, key: Path, { source, folder, index }: Context, parse: (text: string) => T): T => {
  try {
    return parse(readFileSync(resolve(folder, path), 'utf8'));
  } catch (error) {
    throw source.error(['steps', index, ...key], `${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

const objectIn = (text: string): Json => {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new Error('expected a JSON object');
};

/** Of the image that the pages name; what they leave out, the subjects say. */
const scansOf = (written: WrittenStep, subjects: readonly ImageName[], context: Context): Step['scans'] => {
  const { scan } = written;
  if (scan === undefined) return [];
  const source = 'error' in scan ? scan : scan.map((path) => readAt(path, 'scan', context));
  const named = imageNamedBy('error' in source ? undefined : source[0]);
  const { repository, digest } = named;
  if (repository !== undefined && digest !== undefined) return [{ image: { repository, digest }, source }];
  needSubjects(written, 'scan', subjects, context);
  return subjects.map((subject) => ({ image: { ...subject, ...named }, source }));
};

const imageNamedBy = (page: Json | undefined): Partial<ImageName> => {
  const { repositoryName, imageId } = namingPage.safeParse(page).data ?? {};
  return {
    ...(repositoryName !== undefined && { repository: repositoryName }),
    ...(imageId?.imageDigest !== undefined && { digest: imageId.imageDigest }),
  };
};

const namingPage = z.looseObject({
  repositoryName: z.string().optional(),
  imageId: z.looseObject({ imageDigest: z.string().optional() }).optional(),
});

const imagesOf = (written: WrittenStep, subjects: readonly ImageName[], context: Context): Step['images'] => {
  const { images } = written;
  if (images === undefined) return null;
  if (typeof images !== 'string') {
    needSubjects(written, 'images', subjects, context);
    return 'deleted';
  }
  const { success, data } = describedImages.safeParse(readAt(images, 'images', context));
  const expected = `${images}: expected { "imageDetails": [{ "imageDigest": "sha256:…" }] }`;
  if (!success) throw context.source.error(['steps', context.index, 'images'], expected);
  return data.imageDetails.map((detail) => {
    const repositoryName = detail.repositoryName ?? subjects[0]?.repository;
    if (repositoryName !== undefined) return { ...detail, repositoryName };
    throw context.source.error(['steps', context.index, 'images'], `${images}: an image has no repositoryName`);
  });
};

/** An event that is broken may name no image; where there is none at all, the scenario has to. */
const needSubjects = (
  { event }: WrittenStep,
  key: 'scan' | 'images',
  subjects: readonly ImageName[],
  { source, index }: Context,
): void => {
  if (event === undefined && subjects.length === 0)
    throw source.error(['steps', index, key], `${key}: neither it nor an event names an image`);
};

const describedImages = z.looseObject({
  imageDetails: z.array(
    z.looseObject({ imageDigest: z.string().startsWith('sha256:'), repositoryName: z.string().optional() }),
  ),
});

const securityHubOf = ({ 'security-hub': written }: WrittenStep): SecurityHubBehaviour | null => {
  if (written === undefined) return null;
  const { notEnabled, ...answer } = written;
  // It says so of each finding: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
  return { ...answer, ...(notEnabled && { disabled: 'finding' }) };
};
