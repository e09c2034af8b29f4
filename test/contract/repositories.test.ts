import { describe, onTestFinished } from 'vitest';
import { ecrRepositories } from '../../functions/adapters/ecr/repositories.ts';
import { startAws } from '../support/aws.ts';
import { anImageDetail, anIndexDetail } from '../support/ecr-answer.ts';
import { fakeRepositories } from '../support/fake-repositories.ts';
import { repositoriesContract } from './repositories.ts';

describe('fakeRepositories', () =>
  repositoriesContract(async () => {
    const repositories = fakeRepositories();
    return {
      repositories,
      push: (image) => {
        repositories.add(image.repository);
        repositories.push(image);
      },
      pushIndex: ({ repository }) => repositories.add(repository),
      archive: (name) => void repositories.startScan(name),
      enhance: () => {
        repositories.setType('ENHANCED');
        repositories.add('payments/api', { frequency: 'CONTINUOUS_SCAN', onPush: false });
      },
      exclude: (repository) => repositories.add(repository, { frequency: 'MANUAL', onPush: false }),
    };
  }));

describe('ecrRepositories', () =>
  repositoriesContract(async () => {
    const { ecr, ecrClient, stop } = await startAws();
    onTestFinished(stop);
    return {
      repositories: ecrRepositories(ecrClient),
      push: (image) => ecr.mergeImages([anImageDetail(image)]),
      pushIndex: (index) => ecr.mergeImages([anIndexDetail(index)]),
      archive: ({ repository, digest }) =>
        ecr.mergeImages([{ repositoryName: repository, imageDigest: digest, imageStatus: 'ARCHIVED' }]),
      enhance: () => ecr.setScanning({ scanType: 'ENHANCED' }),
      exclude: (repository) => ecr.setFrequency(repository, 'MANUAL'),
    };
  }));
