import { describe, onTestFinished } from 'vitest';
import { ecrImages } from '../../functions/adapters/ecr/images.ts';
import { startAws } from '../support/aws.ts';
import { anImage, aScan } from '../support/builders.ts';
import { anImageDetail, scanPages } from '../support/ecr-answer.ts';
import { fakeImages } from '../support/fake-images.ts';
import { imagesContract } from './images.ts';

describe('fakeImages', () =>
  imagesContract(async () => {
    const images = fakeImages();
    return {
      ...images,
      images,
      pushIndex: (name) => images.pushOther(name, 'it is an index'),
      rescannedMeanwhile: (name) => images.answers(name, { kind: 'torn', reason: 'of two scans' }),
    };
  }));

describe('ecrImages', () =>
  imagesContract(async () => {
    const { ecr, ecrClient, stop } = await startAws();
    onTestFinished(stop);
    const index = { imageManifestMediaType: 'application/vnd.oci.image.index.v1+json' };
    const later = aScan({ completedAt: '2026-11-21T08:00:01.000Z' });
    return {
      images: ecrImages(ecrClient),
      push: (image) => ecr.mergeImages([anImageDetail(image)]),
      pushIndex: (name) => ecr.mergeImages([{ ...anImageDetail(anImage(name)), ...index }]),
      delete: ({ repository, digest }) => ecr.deleteImage(repository, digest),
      scanned: ({ repository, digest }, scan) => ecr.setScan(repository, digest, scanPages(scan)),
      rescannedMeanwhile: ({ repository, digest }) =>
        ecr.setScan(repository, digest, [...scanPages(aScan()), ...scanPages(later)]),
    };
  }));
