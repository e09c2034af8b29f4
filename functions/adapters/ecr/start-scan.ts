import {
  type ECRClient,
  ImageArchivedException,
  ImageNotFoundException,
  LimitExceededException,
  RepositoryNotFoundException,
  StartImageScanCommand,
  UnsupportedImageTypeException,
  ValidationException,
} from '@aws-sdk/client-ecr';
import type { ImageName, Repositories } from '../../core/ports/registry.ts';
import { unlessDenied } from './denied.ts';

/** ECR starts a scan of an image once in 24 hours, the one on push included. */
class ScannedLatelyError extends Error {
  override readonly name = 'ScannedLatelyError';
}

/** What no other try mends: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_StartImageScan.html */
const NOT_STARTED = [
  ScannedLatelyError,
  ImageArchivedException,
  ImageNotFoundException,
  RepositoryNotFoundException,
  UnsupportedImageTypeException,
  // Of an index, and where scanning is enhanced by now.
  ValidationException,
];

export const startScan = (
  ecr: ECRClient,
  { repository: repositoryName, digest: imageDigest }: ImageName,
): ReturnType<Repositories['startScan']> =>
  unlessDenied(async () => {
    try {
      await ecr.send(onceADay(new StartImageScanCommand({ repositoryName, imageId: { imageDigest } })));
      return { kind: 'started' };
    } catch (error) {
      if (NOT_STARTED.some((expected) => error instanceof expected)) return { kind: 'not-started' };
      throw error;
    }
  });

/** The SDK takes LimitExceededException for throttling, and would try again and again. */
const onceADay = (command: StartImageScanCommand): StartImageScanCommand => {
  command.middlewareStack.add(
    (next) => async (request) => {
      try {
        return await next(request);
      } catch (error) {
        throw error instanceof LimitExceededException ? new ScannedLatelyError(error.message) : error;
      }
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  return command;
};
