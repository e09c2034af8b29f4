import type { ScanningMode } from '../core/domain/policy.ts';
import { type ScanFilter, scanFilters } from './scan-filters.ts';
import type { PolicyShape } from './shape.ts';

export interface RegistryScanning {
  readonly scanning: Exclude<ScanningMode, 'leave'>;
  /** One for each frequency at most; a repository of both is scanned continuously. */
  readonly rules: readonly ScanRule[];
}

interface ScanRule {
  readonly frequency: 'continuous' | 'scan-on-push';
  readonly filters: readonly ScanFilter[];
}

/** How `shape` wants the registry to scan; null where it is left as it is. */
export const registryScanning = ({ registry }: PolicyShape): RegistryScanning | null => {
  if (registry === undefined || registry.scanning === 'leave') return null;
  const { scanning, continuous, 'scan-on-push': onPush } = registry;
  const lists = [
    ['continuous', continuous ?? (scanning === 'enhanced' && onPush === undefined ? '**' : undefined)],
    ['scan-on-push', onPush ?? (scanning === 'basic' ? '**' : undefined)],
  ] as const;
  return {
    scanning,
    rules: lists.flatMap(([frequency, globs]) =>
      globs === undefined ? [] : [{ frequency, filters: scanFilters([globs].flat()) }],
    ),
  };
};
