import type { ECRClient } from '@aws-sdk/client-ecr';
import { ecrImages } from '../../functions/adapters/ecr/images.ts';
import { ecrRepositories } from '../../functions/adapters/ecr/repositories.ts';
import { aDigest } from '../support/builders.ts';
import { type Row, rowOf, testsOf } from './row.ts';

/** What becomes of an exception. `answer`: what the adapter makes of it; null: it throws. */
interface Outcome {
  readonly answer: object | null;
  readonly happens: string;
}

/** A call to ECR, and what becomes of each exception it can answer with. */
interface Call {
  readonly name: string;
  readonly make: (ecr: ECRClient) => Promise<unknown>;
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

const NAME = { repository: 'payments/api', digest: aDigest() };

const DELETED = { kind: 'gone', cause: 'deleted' };
const GONE: Outcome = { answer: DELETED, happens: 'the image is gone: what it had is unobserved, where it led a line' };
const RETRIED: Outcome = {
  answer: null,
  happens:
    'asked again by the SDK, then by the queue; in the end a dead letter that operators hear of; never a part of a result',
};
const DENIED: Outcome = {
  ...RETRIED,
  happens: 'tried again, then a dead letter: operators hear of a permission that is missing',
};
const BROKEN: Outcome = { ...RETRIED, happens: 'tried again, then a dead letter: it would be a fault of ours' };

const NEXT_DAY: Outcome = {
  answer: null,
  happens: 'the next run of the sweep begins with this repository; operators hear of one that cannot be looked at',
};
const NOT_ALLOWED: Outcome = {
  answer: { kind: 'denied' },
  happens: 'operators hear of it once a sweep, which goes on without',
};
const NOT_STARTED: Outcome = { answer: { kind: 'not-started' }, happens: 'no scan is started, and that is no error' };

/** Of every call, though no model names them. */
const COMMON = { ThrottlingException: RETRIED, AccessDeniedException: DENIED };
const OF_SWEEP = {
  InvalidParameterException: NEXT_DAY,
  ServerException: NEXT_DAY,
  ThrottlingException: NEXT_DAY,
  AccessDeniedException: NEXT_DAY,
};

export const CALLS: readonly Call[] = [
  {
    name: 'DescribeImageScanFindings',
    make: (ecr) => ecrImages(ecr).scan(NAME),
    outcomes: {
      ScanNotFoundException: {
        answer: { kind: 'no-scan' },
        happens:
          'after an event of a scan asked again after 1, 5 and 15 minutes, then told as not scanned; else awaited for 48 hours',
      },
      ImageNotFoundException: GONE,
      RepositoryNotFoundException: GONE,
      InvalidParameterException: BROKEN,
      ValidationException: BROKEN,
      ServerException: RETRIED,
      ...COMMON,
    },
  },
  {
    name: 'DescribeImages',
    make: (ecr) => ecrImages(ecr).describe(NAME),
    outcomes: {
      ImageNotFoundException: GONE,
      RepositoryNotFoundException: GONE,
      InvalidParameterException: BROKEN,
      ServerException: RETRIED,
      ...COMMON,
    },
  },
  {
    name: 'BatchGetImage',
    make: async (ecr) => ({ lists: [...(await ecrImages(ecr).list(NAME.repository, [NAME.digest]))] }),
    outcomes: {
      RepositoryNotFoundException: { answer: { lists: [] }, happens: 'an index that is gone lists nothing' },
      InvalidParameterException: BROKEN,
      LimitExceededException: RETRIED,
      UnableToGetUpstreamImageException: RETRIED,
      ServerException: RETRIED,
      ...COMMON,
    },
  },
  {
    name: 'StartImageScan',
    make: (ecr) => ecrRepositories(ecr).startScan(NAME),
    outcomes: {
      LimitExceededException: {
        ...NOT_STARTED,
        happens: 'it was scanned within 24 hours: no scan is started, and that is no error',
      },
      ImageArchivedException: NOT_STARTED,
      ImageNotFoundException: NOT_STARTED,
      RepositoryNotFoundException: NOT_STARTED,
      UnsupportedImageTypeException: NOT_STARTED,
      ValidationException: NOT_STARTED,
      ...OF_SWEEP,
      AccessDeniedException: NOT_ALLOWED,
    },
  },
  {
    name: 'GetRegistryScanningConfiguration',
    make: (ecr) => ecrRepositories(ecr).scanType(),
    outcomes: { ValidationException: NEXT_DAY, ...OF_SWEEP, AccessDeniedException: NOT_ALLOWED },
  },
  {
    name: 'BatchGetRepositoryScanningConfiguration',
    make: (ecr) => ecrRepositories(ecr).scanning([NAME.repository]),
    outcomes: { RepositoryNotFoundException: NEXT_DAY, ValidationException: NEXT_DAY, ...OF_SWEEP },
  },
  {
    name: 'DescribeRepositories',
    make: (ecr) => ecrRepositories(ecr).all(),
    outcomes: { RepositoryNotFoundException: NEXT_DAY, ...OF_SWEEP },
  },
];

export const EXCEPTIONS: readonly Row[] = CALLS.flatMap(({ name, outcomes }) =>
  Object.entries(outcomes).map(([exception, { happens }]) =>
    rowOf([
      'any',
      'either',
      exception,
      `any, of ${name}`,
      happens,
      testsOf('coverage/exceptions.test.ts', name)(exception),
    ]),
  ),
);
