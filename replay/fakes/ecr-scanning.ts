/** What kind of scans a registry has. */
export type ScanType = 'BASIC' | 'ENHANCED';

/** How a registry scans; as AWS has it after the kind of scans was chosen, where the scenario says no more. */
export interface RegistryScanning {
  readonly scanType: ScanType;
  /** Without it: whenever pushed (basic), continuously (enhanced). */
  readonly frequency?: 'CONTINUOUS_SCAN' | 'MANUAL' | 'SCAN_ON_PUSH' | undefined;
  /** Without them: every repository. */
  readonly filters?: readonly string[] | undefined;
}

/** The scanning configuration of one registry. */
export interface EcrScanning {
  /** Takes the place of what was set, and changed, before. */
  set(scanning: RegistryScanning): void;
  /** Of one repository: what an event says that ECR changed. */
  change(repository: string, frequency: string): void;
  readonly scanType: ScanType;
  ofRegistry(): object;
  ofRepository(repository: string): { readonly scanOnPush: boolean; readonly scanFrequency: string };
}

export const ecrScanning = (): EcrScanning => {
  let scanning: RegistryScanning = { scanType: 'BASIC' };
  const changed = new Map<string, string>();

  const rule = () => {
    const {
      scanType,
      frequency = scanType === 'BASIC' ? 'SCAN_ON_PUSH' : 'CONTINUOUS_SCAN',
      filters = ['*'],
    } = scanning;
    const repositoryFilters = filters.map((filter) => ({ filter, filterType: 'WILDCARD' }));
    return { scanFrequency: frequency, repositoryFilters };
  };

  return {
    set: (next) => {
      scanning = next;
      changed.clear();
    },
    change: (repository, frequency) => {
      changed.set(repository, frequency);
    },
    get scanType() {
      return scanning.scanType;
    },
    ofRegistry: () => ({ scanType: scanning.scanType, rules: [rule()] }),
    ofRepository: (repository) => {
      const { scanFrequency, repositoryFilters } = rule();
      const appliedScanFilters = repositoryFilters.filter(({ filter }) => takes(filter, repository));
      const own = appliedScanFilters.length > 0 ? scanFrequency : 'MANUAL';
      const frequency = changed.get(repository) ?? own;
      return { scanOnPush: frequency === 'SCAN_ON_PUSH', scanFrequency: frequency, appliedScanFilters };
    },
  };
};

/** Without a star a filter takes every name that contains it: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html */
const takes = (filter: string, repository: string): boolean =>
  filter.includes('*')
    ? new RegExp(`^${filter.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(repository)
    : repository.includes(filter);
