import { describe, onTestFinished } from 'vitest';
import { ecrImages } from '../../functions/adapters/ecr/images.ts';
import { startAws } from '../support/aws.ts';
import { aScan } from '../support/builders.ts';
import { anImageDetail, anIndex, anIndexDetail, scanPages } from '../support/ecr-answer.ts';
import { fakeImages } from '../support/fake-images.ts';
import { imagesContract } from './images.ts';

describe('fakeImages', () =>
  imagesContract(async () => {
    const images = fakeImages();
    return {
      ...images,
      images,
      pushChart: (name) => images.pushOther(name, 'it is a Helm chart'),
      rescannedMeanwhile: (name) => images.answers(name, { kind: 'torn', reason: 'of two scans' }),
    };
  }));

describe('ecrImages', () =>
  imagesContract(async () => {
    const { ecr, ecrClient, stop } = await startAws();
    onTestFinished(stop);
    const chart = { artifactMediaType: 'application/vnd.cncf.helm.config.v1+json' };
    const later = aScan({ completedAt: '2026-11-21T08:00:01.000Z' });
    return {
      images: ecrImages(ecrClient),
      push: (image) => ecr.mergeImages([anImageDetail(image)]),
      pushIndex: (index, lists) => {
        ecr.mergeImages([anIndexDetail(index)]);
        ecr.setManifest(index.digest, JSON.stringify(anIndex(lists)));
      },
      pushChart: ({ repository, digest }) =>
        ecr.mergeImages([{ repositoryName: repository, imageDigest: digest, imageTags: ['1.0.0'], ...chart }]),
      delete: ({ repository, digest }) => ecr.deleteImage(repository, digest),
      archive: ({ repository, digest }) =>
        ecr.mergeImages([{ repositoryName: repository, imageDigest: digest, imageStatus: 'ARCHIVED' }]),
      scanned: ({ repository, digest }, scan) => ecr.setScan(repository, digest, scanPages(scan)),
      rescannedMeanwhile: ({ repository, digest }) =>
        ecr.setScan(repository, digest, [...scanPages(aScan()), ...scanPages(later)]),
    };
  }));
