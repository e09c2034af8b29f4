import type { HttpAnswer } from '../http.ts';
import { type AwsService, awsService } from './aws.ts';
import { type EcrState, ecrActions } from './ecr-actions.ts';
import { ecrManifests } from './ecr-manifests.ts';
import { ecrRegistry } from './ecr-registry.ts';
import type { ImageId } from './ecr-request.ts';
import { scanEvent } from './ecr-scan-event.ts';
import { ecrScanning, type RegistryScanning } from './ecr-scanning.ts';
import { ecrScans, type ScanSource } from './ecr-scans.ts';
import { ecrStartedScans } from './ecr-started-scans.ts';

/** Amazon ECR on the wire, as strict as its API reference: what it knows is what it was told. */
export interface FakeEcr extends AwsService {
  /** What DescribeImageScanFindings says of an image from now on. Pages are served as given, whatever `maxResults`. */
  setScan(repository: string, digest: string, source: ScanSource): void;
  /** What StartImageScan finds in an image from now on; without it, what was found before. */
  setNextScan(repository: string, digest: string, source: ScanSource): void;
  /** Entries of `imageDetails`, merged by digest; a tag named there leaves the image that had it. */
  mergeImages(details: readonly unknown[]): void;
  deleteImage(repository: string, digest: string): void;
  /** The manifest of a digest, or the config that one names, as JSON text, in whatever repository. */
  setManifest(digest: string, manifest: string): void;
  /** How the registry scans from now on. Scans of one kind are not seen while the other is in force. */
  setScanning(scanning: RegistryScanning): void;
  /** How one repository is scanned from now on, such as `MANUAL`. */
  setFrequency(repository: string, frequency: string): void;
  /** What is at a URL that GetDownloadUrlForLayer gave, by its path. */
  download(path: string): HttpAnswer;
  /** Whether what DescribeImageScanFindings says of an image is of enhanced scanning. */
  isEnhanced(repository: string, id: ImageId): boolean;
  /** When the next scan ends that was started, in epoch milliseconds; null where none runs. */
  nextScanEnd(): number | null;
  /** Ends the scans whose time has come, and gives the events that tell of them. */
  endScans(): readonly Readonly<Record<string, unknown>>[];
}

export const fakeEcr = (
  registryId = '111122223333',
  region = 'eu-west-1',
  now: () => number = () => Date.now(),
): FakeEcr => {
  const scanning = ecrScanning();
  const scans = ecrScans(() => scanning.scanType);
  const started = ecrStartedScans(scans, now);
  const registry = ecrRegistry(registryId);
  const manifests = ecrManifests();
  const state: EcrState = { place: { registryId, region }, registry, scanning, scans, started, manifests };
  return {
    ...awsService(ecrActions(state)),
    setScan: (repository, digest, source) => {
      scans.set(repository, digest, source);
      started.scanned(repository, digest);
    },
    setNextScan: started.setNext,
    mergeImages: (details) => details.forEach(registry.merge),
    deleteImage: registry.delete,
    setManifest: manifests.set,
    setScanning: scanning.set,
    setFrequency: scanning.change,
    download: (path) => {
      const text = manifests.get(path.replace(/\?.*$/, '').split('/').at(-1) ?? '')?.text;
      return { status: text === undefined ? 404 : 200, headers: {}, body: text ?? '' };
    },
    isEnhanced: (repository, id) => {
      const image = registry.names().includes(repository) ? registry.find(repository, id) : undefined;
      return image !== undefined && scans.isEnhanced(repository, image.imageDigest);
    },
    nextScanEnd: started.nextEnd,
    endScans: () => started.takeEnded().flatMap((scan) => eventOf(scan, state)),
  };
};

type Ended = ReturnType<EcrState['started']['takeEnded']>[number];

/** Of an image that is gone meanwhile nothing is told. */
const eventOf = ({ repository, digest, at, page }: Ended, { registry, place }: EcrState) => {
  const image = registry.find(repository, { imageDigest: digest });
  const { registryId: account, region } = place;
  return image === undefined ? [] : [scanEvent({ account, region, image, at, page })];
};
