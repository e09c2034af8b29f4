import { type ECRClient, GetRegistryScanningConfigurationCommand } from '@aws-sdk/client-ecr';
import { fitsAny } from '../../functions/core/domain/route.ts';
import { repositoriesOf } from '../deployed/repositories.ts';
import type { Check } from './check.ts';
import { type Diagnosis, ok, wrong } from './diagnosis.ts';
import { isScanned, type Repository, type Scanning } from './scanned.ts';

const ABOUT = 'scanning';

/** Whether everything that the policy watches is scanned. */
export const scanningCheck: Check = {
  about: ABOUT,
  actions: ['ecr:GetRegistryScanningConfiguration', 'ecr:DescribeRepositories'],
  look: async ({ ecr, policyFile, path, stack: { registry } }) => {
    const { policy } = policyFile;
    const [scanning, repositories] = await Promise.all([scanningOf(ecr), settingsOf(ecr)]);
    const watched = repositories.filter(({ name }) => fitsAny(policy.watch, name));
    if (watched.length === 0) {
      const globs = policy.watch.map(({ glob }) => glob).join(', ');
      const where = `none of ${repositories.length} repositories in ${registry.account} ${registry.region}`;
      return [wrong(ABOUT, `watch (${globs}) fits ${where}`, 'correct watch, or deploy to where the images are')];
    }
    const asked = policyFile.registry?.scanning;
    if (asked !== undefined && asked !== scanning.type)
      return [wrong(ABOUT, `the registry uses ${scanning.type} scanning, and ${path} says ${asked}`, DEPLOY)];
    return [diagnosisOf(scanning, watched, asked === undefined ? setUp(scanning.type) : DEPLOY)];
  },
};

const DEPLOY = 'npx cdk deploy --all; where it comes back, see who else sets the registry up';
const setUp = (type: Scanning['type']): string =>
  `let the policy file set the registry up, with registry: { scanning: ${type} }, or add a filter that fits them to its scanning configuration`;

const diagnosisOf = (scanning: Scanning, watched: readonly Repository[], remedy: string): Diagnosis => {
  const unscanned = watched.filter((repository) => !isScanned(scanning, repository)).map(({ name }) => name);
  const all = `${watched.length} watched ${watched.length === 1 ? 'repository' : 'repositories'}`;
  if (unscanned.length === 0) return ok(ABOUT, `every push to ${all} is scanned`);
  const says = `nothing scans ${unscanned.length} of ${all}: ${unscanned.sort().join(', ')}`;
  return wrong(ABOUT, says, remedy);
};

const scanningOf = async (client: ECRClient): Promise<Scanning> => {
  const { scanningConfiguration = {} } = await client.send(new GetRegistryScanningConfigurationCommand({}));
  const { scanType, rules = [] } = scanningConfiguration;
  return {
    type: scanType === 'ENHANCED' ? 'enhanced' : 'basic',
    rules: rules.map(({ scanFrequency = 'MANUAL', repositoryFilters = [] }) => ({
      frequency: scanFrequency,
      filters: repositoryFilters.flatMap(({ filter }) => filter ?? []),
    })),
  };
};

const settingsOf = async (client: ECRClient): Promise<readonly Repository[]> =>
  (await repositoriesOf(client)).flatMap(({ repositoryName: name, imageScanningConfiguration }) =>
    name === undefined ? [] : [{ name, scanOnPush: imageScanningConfiguration?.scanOnPush ?? false }],
  );
