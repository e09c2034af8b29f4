import type { Finding } from './finding.ts';
import type { Found } from './found.ts';
import type { Issue } from './ledger.ts';
import type { Succession } from './succession.ts';
import type { OpenedCause } from './transition.ts';

interface Earlier {
  readonly issues: readonly Issue[];
  /** The image that a digest of the ledger stood for. */
  readonly standsFor: (recorded: string) => string;
  readonly succession: Succession;
  /** What was found in images whose versions the ledger does not have, by digest. */
  readonly earlier: ReadonlyMap<string, readonly Finding[]>;
}

/**
 * Why issues open that were not known: `disclosed` where the image, or the same version of the package in what it took
 * the place of, was there before. ECR lists only vulnerable packages: a version seen before is one that had another issue.
 */
export const openedCause = (world: Earlier): ((found: readonly Found[]) => OpenedCause) => {
  const { predecessors } = world.succession;
  const versions = versionsIn(world);
  const wasThere = ({ finding, part: { digest } }: Found): boolean => {
    const before = predecessors.get(digest) ?? NONE;
    return (
      before.has(digest) || before.values().some((each) => versions().get(each)?.has(packageKey(finding)) === true)
    );
  };
  return (found) => (found.some(wasThere) ? 'disclosed' : 'new-image');
};

const NONE: ReadonlySet<string> = new Set();

type Versions = ReadonlyMap<string, ReadonlySet<string>>;

/** The package versions of each image that the ledger knows; made when first asked for. */
const versionsIn = ({ issues, standsFor, earlier }: Earlier): (() => Versions) => {
  let made: Versions | null = null;
  return () => {
    made ??= new Map([
      ...recorded(issues, standsFor),
      ...[...earlier].map(([digest, all]) => [digest, new Set(all.map(packageKey))] as const),
    ]);
    return made;
  };
};

const recorded = (issues: readonly Issue[], standsFor: (recorded: string) => string): Versions => {
  const versions = new Map<string, Set<string>>();
  for (const { packageType, packageName, occurrences } of issues)
    for (const { digest: recordedAs, version } of occurrences) {
      const digest = standsFor(recordedAs);
      const known = versions.get(digest) ?? new Set();
      versions.set(digest, known.add(packageKey({ packageType, packageName, version })));
    }
  return versions;
};

const packageKey = ({ packageType, packageName, version }: Pick<Finding, 'packageType' | 'packageName' | 'version'>) =>
  JSON.stringify([packageType, packageName, version]);
