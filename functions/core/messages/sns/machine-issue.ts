import type { Issue } from '../../domain/ledger.ts';
import type { Change } from '../change.ts';
import { versionsIn } from '../fix.ts';
import { webAddress } from '../links.ts';
import { pathsIn } from '../package-place.ts';
import { platformsIn } from '../platforms.ts';
import { issuesAt, type Told } from '../telling.ts';
import { fitting, inJson } from './fitting.ts';
import type { MachineIssue } from './machine-alert.ts';
import { machinePlatforms } from './machine-platforms.ts';
import { sendable, sendableOrNull } from './sendable.ts';

const MOST_VERSIONS = 10;
const MOST_PATHS = 10;

/** An issue, and what happened to it. */
export interface Happened {
  readonly issue: Issue;
  readonly what: Pick<MachineIssue, 'transition' | 'cause' | 'escalatedFrom'>;
}

const NOTHING = { transition: null, cause: null, escalatedFrom: null };

/** As a change is told. */
export const happenedBy = ({ issue, cause, from }: Change): Happened => {
  if (cause === 'still-open') return { issue, what: NOTHING };
  const what =
    cause === 'escalated' || cause === 'exploited'
      ? { transition: cause, cause: null, escalatedFrom: sendableOrNull(from) }
      : { transition: 'opened' as const, cause, escalatedFrom: null };
  return { issue, what };
};

/** Of those that a fix appeared for. */
export const becameFixable = (indexes: readonly number[], told: Told): Happened[] =>
  issuesAt(indexes, told).map((issue) => ({ issue, what: { ...NOTHING, transition: 'fixable' } }));

/** As the ends of issues are told. */
export const ended = (indexes: readonly number[], kind: 'resolved' | 'unobserved', told: Told): Happened[] => {
  const ends = told.record.transitions.flatMap((each) => ('cause' in each && each.kind === kind ? [each] : []));
  const causes = new Map(ends.map(({ issue, cause }) => [issue, cause]));
  return issuesAt(indexes, told).map((issue, at) => {
    const cause = causes.get(indexes[at] ?? -1) ?? null;
    return { issue, what: { transition: kind, cause, escalatedFrom: null } };
  });
};

const issueOf = ({ issue, what }: Happened, { image }: Told): MachineIssue => {
  const { vulnerability, packageName, packageType, severity, detail } = issue;
  const { cvss } = detail;
  return {
    vulnerability: sendable(vulnerability),
    package: sendableOrNull(packageName),
    packageType: sendable(packageType),
    versions: versionsIn(issue, image).slice(0, MOST_VERSIONS).map(sendable),
    platforms: machinePlatforms(platformsIn(issue, image)),
    severity: sendable(severity),
    cvss: cvss === null ? null : { score: cvss.score, vector: sendableOrNull(cvss.vector) },
    exploited: detail.exploited,
    epss: detail.epss,
    fixable: detail.fixable,
    fixedIn: sendableOrNull(detail.fixedIn),
    paths: pathsIn(issue, image).slice(0, MOST_PATHS).map(sendable),
    layer: sendableOrNull(detail.layer),
    advisory: webAddress(detail.advisory),
    ...what,
  };
};

/**
 * The first of `issues`, as many as fit.
 *
 * @param maxBytes - what their JSON may take as text inside another
 */
export const machineIssues = (issues: readonly Happened[], told: Told, maxBytes: number): MachineIssue[] =>
  fitting(
    issues.values().map((each) => issueOf(each, told)),
    inJson,
    maxBytes,
  );
