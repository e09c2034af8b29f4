import * as z from 'zod';
import type { ScanSource } from '../fakes/ecr-scans.ts';
import type { ImageName } from './scan-event.ts';
import { scanShape, type WrittenStep } from './source.ts';
import { type Json, readAt, type StepPlace } from './step-files.ts';

/** A scan, and the image that it is of. */
export interface ScanOf {
  readonly image: ImageName;
  readonly source: ScanSource;
}

/** Of the image that the pages name; what they leave out, the subjects say. */
export const scansOf = (
  key: 'scan' | 'rescan',
  written: WrittenStep,
  subjects: readonly ImageName[],
  place: StepPlace,
): readonly ScanOf[] => {
  const scan = written[key];
  if (scan === undefined) return [];
  const source = sourceOf(scan, key, place);
  const named = imageNamedBy('error' in source ? undefined : source[0]);
  const { repository, digest } = named;
  if (repository !== undefined && digest !== undefined) return [{ image: { repository, digest }, source }];
  needSubjects(written, key, subjects, place);
  return subjects.map((subject) => ({ image: { ...subject, ...named }, source }));
};

const sourceOf = (scan: z.output<typeof scanShape>, key: string, place: StepPlace) =>
  'error' in scan ? scan : scan.map((path) => readAt(path, key, place));

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

interface Described {
  readonly images: readonly Json[] | 'deleted' | null;
  readonly scans: readonly ScanOf[];
  readonly rescans: readonly ScanOf[];
}

/** What `images` says: of them, and of their scans. */
export const describedBy = (written: WrittenStep, subjects: readonly ImageName[], place: StepPlace): Described => {
  const { images } = written;
  if (images === undefined) return { images: null, scans: [], rescans: [] };
  if (typeof images !== 'string') {
    needSubjects(written, 'images', subjects, place);
    return { images: 'deleted', scans: [], rescans: [] };
  }
  const details = detailsIn(images, subjects, place);
  const scansOfEach = (key: 'scan' | 'rescan') =>
    details.flatMap(({ repositoryName: repository, imageDigest: digest, [key]: scan }) =>
      scan === undefined ? [] : [{ image: { repository, digest }, source: sourceOf(scan, 'images', place) }],
    );
  return {
    images: details.map(({ scan: _, rescan: __, ...detail }) => detail),
    scans: scansOfEach('scan'),
    rescans: scansOfEach('rescan'),
  };
};

const detailsIn = (file: string, subjects: readonly ImageName[], place: StepPlace) => {
  const { success, data } = describedImages.safeParse(readAt(file, 'images', place));
  const expected = `${file}: expected { "imageDetails": [{ "imageDigest": "sha256:…" }] }`;
  if (!success) throw place.source.error(['steps', place.index, 'images'], expected);
  return data.imageDetails.map((detail) => {
    const repositoryName = detail.repositoryName ?? subjects[0]?.repository;
    if (repositoryName !== undefined) return { ...detail, repositoryName };
    throw place.source.error(['steps', place.index, 'images'], `${file}: an image has no repositoryName`);
  });
};

/** An event that is broken may name no image; where there is none at all, the scenario has to. */
const needSubjects = (
  { event }: WrittenStep,
  key: 'scan' | 'rescan' | 'images',
  subjects: readonly ImageName[],
  { source, index }: StepPlace,
): void => {
  if (event === undefined && subjects.length === 0)
    throw source.error(['steps', index, key], `${key}: neither it nor an event names an image`);
};

const describedImages = z.looseObject({
  imageDetails: z.array(
    z.looseObject({
      imageDigest: z.string().startsWith('sha256:'),
      repositoryName: z.string().optional(),
      scan: scanShape.optional(),
      rescan: scanShape.optional(),
    }),
  ),
});
