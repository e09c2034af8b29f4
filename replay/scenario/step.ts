import type { RegistryScanning } from '../fakes/ecr-scanning.ts';
import type { SecurityHubBehaviour } from '../fakes/security-hub-answer.ts';
import type { SlackBehaviour } from '../fakes/slack-answer.ts';
import type { SnsBehaviour } from '../fakes/sns-answer.ts';
import { type ImageName, imageOf } from './scan-event.ts';
import type { WrittenStep } from './source.ts';
import { eventsAt, type Json, objectIn, readText, type StepPlace } from './step-files.ts';
import { describedBy, type ScanOf, scansOf } from './step-images.ts';
import { timeOf } from './step-time.ts';

export interface Step {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly events: readonly Json[];
  /** The images of the events; of the last step that had any, where this one has none. */
  readonly subjects: readonly ImageName[];
  /** How the registry scans from now on. */
  readonly registry: RegistryScanning | null;
  /** AWS delivers none of the events, nor those of scans that end in this step. */
  readonly lost: boolean;
  readonly scans: readonly ScanOf[];
  /** What scans find that are started from now on. */
  readonly rescans: readonly ScanOf[];
  /** Entries of a DescribeImages answer; `deleted`: the subjects are no more. */
  readonly images: readonly Json[] | 'deleted' | null;
  /** By digest: JSON text as it stands in the file, since a digest is of its bytes. */
  readonly manifests: Readonly<Record<string, string>>;
  readonly slack: SlackBehaviour | null;
  readonly sns: SnsBehaviour | null;
  readonly securityHub: SecurityHubBehaviour | null;
}

interface Context extends StepPlace {
  readonly before: Step | null;
}

/** A step, with all that its files say. */
export const stepOf = (written: WrittenStep, context: Context): Step => {
  const { source, before, index } = context;
  const events = (written.event ?? []).flatMap((path) => eventsAt(path, context));
  const images = events.map(imageOf).filter((image) => image !== null);
  const subjects = images.length > 0 ? images : (before?.subjects ?? []);
  const described = describedBy(written, subjects, context);
  return {
    at: timeOf(source, index, { at: written.at, before: before?.at ?? null, firstEvent: events[0]?.['time'] }),
    registry: written.registry === undefined ? null : scanningOf(written.registry),
    events,
    lost: written.lost ?? false,
    subjects,
    scans: [...scansOf('scan', written, subjects, context), ...described.scans],
    rescans: [...scansOf('rescan', written, subjects, context), ...described.rescans],
    images: described.images,
    manifests: manifestsOf(written, context),
    slack: written.slack ?? null,
    sns: written.sns ?? null,
    securityHub: securityHubOf(written),
  };
};

const manifestsOf = ({ manifests = {} }: WrittenStep, context: Context): Step['manifests'] =>
  Object.fromEntries(
    Object.entries(manifests).map(([digest, path]) => [
      digest,
      readText(path, ['manifests', digest], context, (text) => {
        objectIn(text);
        return text;
      }),
    ]),
  );

const scanningOf = ({ scanning, ...rest }: NonNullable<WrittenStep['registry']>): RegistryScanning => ({
  scanType: scanning === 'basic' ? 'BASIC' : 'ENHANCED',
  ...rest,
});

const securityHubOf = ({ 'security-hub': written }: WrittenStep): SecurityHubBehaviour | null => {
  if (written === undefined) return null;
  const { notEnabled, ...answer } = written;
  // It says so of each finding: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
  return { ...answer, ...(notEnabled && { disabled: 'finding' }) };
};
