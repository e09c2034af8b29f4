/** How the registry is scanned: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_RegistryScanningConfiguration.html */
export interface Scanning {
  readonly type: 'basic' | 'enhanced';
  readonly rules: readonly { readonly frequency: string; readonly filters: readonly string[] }[];
}

export interface Repository {
  readonly name: string;
  /** Its own setting, which basic scanning heeds. */
  readonly scanOnPush: boolean;
}

/** Whether ECR scans what is pushed to the repository, without anybody's asking. */
export const isScanned = ({ type, rules }: Scanning, { name, scanOnPush }: Repository): boolean =>
  (type === 'basic' && scanOnPush) ||
  rules.some(({ frequency, filters }) => frequency !== 'MANUAL' && filters.some((filter) => matches(filter, name)));

/**
 * Whether a filter is for the repository. `*` is anything, a slash too; a filter without one is for every name that contains it.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html
 */
const matches = (filter: string, name: string): boolean => {
  if (!filter.includes('*')) return name.includes(filter);
  return new RegExp(`^${filter.split('*').map(RegExp.escape).join('.*')}$`).test(name);
};
