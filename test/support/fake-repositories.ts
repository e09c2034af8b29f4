import type { ImageName, Repositories, RepositoryScanning } from '../../functions/core/ports/registry.ts';
import { aRegistry } from './builders.ts';

/** A registry in memory, as a whole. */
export interface FakeRepositories extends Repositories {
  /** A repository that is scanned on push, unless it is said otherwise. */
  add(repository: string, scanning?: RepositoryScanning): void;
  /** An image that can be scanned, as others cannot. */
  push(image: ImageName): void;
  setType(type: string): void;
  /** Takes the right to start scans, or to know what scans the registry. */
  deny(what: 'startScan' | 'scanType'): void;
  /** Scans that were started, in order. */
  readonly started: ImageName[];
}

const ON_PUSH: RepositoryScanning = { frequency: 'SCAN_ON_PUSH', onPush: true };

export const fakeRepositories = (): FakeRepositories => {
  const scanning = new Map<string, RepositoryScanning>();
  const unscanned = new Set<string>();
  const denied = new Set<string>();
  const started: ImageName[] = [];
  let type = 'BASIC';
  const keyOf = ({ repository, digest }: ImageName) => `${repository}@${digest}`;
  return {
    started,
    add: (repository, how = ON_PUSH) => void scanning.set(repository, how),
    push: (image) => void unscanned.add(keyOf(image)),
    setType: (next) => {
      type = next;
    },
    deny: (what) => void denied.add(what),
    all: async () => [...scanning.keys()].map((repository) => ({ repository, registry: aRegistry() })),
    scanType: async () => (denied.has('scanType') ? DENIED : { kind: 'type', type }),
    scanning: async (repositories) =>
      new Map(repositories.flatMap((name) => [...scanning].filter(([repository]) => repository === name))),
    async startScan(name) {
      if (denied.has('startScan')) return DENIED;
      if (type !== 'BASIC' || !unscanned.delete(keyOf(name))) return { kind: 'not-started' };
      started.push({ repository: name.repository, digest: name.digest });
      return { kind: 'started' };
    },
  };
};

const DENIED = { kind: 'denied', reason: 'not authorized to perform this' } as const;
