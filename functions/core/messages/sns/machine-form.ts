import type { ChangesAlert, LastComplete, PeopleAlert, ScanNewsAlert, SummaryAlert } from '../../domain/alert.ts';
import { countBySeverity } from '../../domain/count.ts';
import type { Counts } from '../../domain/scan.ts';
import { changesOf } from '../change.ts';
import { imagePage } from '../links.ts';
import { type Told, toldIssues } from '../telling.ts';
import { attributesOf } from './attributes.ts';
import { bytesInJson } from './bytes.ts';
import type { MachineAlert, MachineChanges, MachineScanNews, MachineSummary } from './machine-alert.ts';
import { machineIssues } from './machine-issue.ts';
import { sendable, sendableOrNull } from './sendable.ts';

const MOST_TAGS = 20;
const MOST_ROUTES = 10;
const MOST_SEVERITIES = 20;

const tagsOf = (tags: readonly string[]): readonly string[] => tags.slice(0, MOST_TAGS).map(sendable);

/** Of more severities than anybody has heard of, the last ones are counted together. */
const countsOf = (counts: Counts): Counts => {
  const all = Object.entries(counts);
  const others = all.slice(MOST_SEVERITIES).reduce((sum, [, count]) => sum + count, 0);
  const named = all.slice(0, MOST_SEVERITIES).map(([severity, count]) => [sendable(severity), count]);
  return Object.fromEntries([...named, ...(others > 0 ? [['OTHER', others]] : [])]);
};

const aboutOf = <K extends MachineAlert['kind']>(kind: K, told: Told<PeopleAlert>) => {
  const { alert, record, recordKey } = told;
  const { image, registry } = record;
  return {
    version: 1 as const,
    kind,
    at: record.at,
    account: registry.account,
    region: registry.region,
    ...attributesOf(told),
    tags: tagsOf(image.tags),
    digest: sendable(image.digest),
    platform: sendableOrNull(image.platform),
    pushedAt: image.pushedAt,
    engine: record.scan?.engine ?? null,
    console: imagePage(record),
    because: alert.because.slice(0, MOST_ROUTES).map(({ route, rule }) => ({ route, rule: sendable(rule) })),
    policy: record.policyHash,
    record: recordKey,
  };
};

const summary = (told: Told<SummaryAlert>): MachineSummary => ({
  ...aboutOf('summary', told),
  first: told.alert.first,
  counts: { told: countsOf(countBySeverity(toldIssues(told))), below: countsOf(told.alert.below) },
  issues: [],
  notListed: told.alert.issues.length,
});

const changes = (told: Told<ChangesAlert>): MachineChanges => ({
  ...aboutOf('changes', told),
  counts: {
    told: countsOf(countBySeverity(toldIssues(told))),
    alsoYours: countsOf(told.alert.alsoYours),
    toldBefore: countsOf(told.alert.toldBefore),
    below: countsOf(told.alert.below),
  },
  issues: [],
  notListed: told.alert.issues.length,
});

const lastCompleteOf = ({ tags, digest, scannedAt, open }: LastComplete): MachineScanNews['lastComplete'] => ({
  tags: tagsOf(tags),
  digest: sendable(digest),
  scannedAt,
  open: countsOf(open),
});

const scanNews = (told: Told<ScanNewsAlert>): MachineScanNews => {
  const { status, description, lastComplete } = told.alert;
  return {
    ...aboutOf('scan-news', told),
    status: sendable(status),
    description: sendableOrNull(description),
    lastComplete: lastComplete === null ? null : lastCompleteOf(lastComplete),
  };
};

const listed = <F extends MachineSummary | MachineChanges>(
  form: F,
  told: Told<SummaryAlert | ChangesAlert>,
  maxBytes: number,
): F => {
  const room = maxBytes - bytesInJson(JSON.stringify(form));
  const issues = machineIssues(changesOf(told), told.record.image, room);
  return { ...form, issues, notListed: form.notListed - issues.length };
};

/**
 * An alert for machines.
 *
 * @param maxBytes - what its JSON may take as text inside another: the list of issues is shortened to it
 */
export const machineForm = ({ alert, ...rest }: Told<PeopleAlert>, maxBytes: number): MachineAlert => {
  if (rest.record.drill) return aboutOf('drill', { alert, ...rest });
  switch (alert.kind) {
    case 'summary':
      return listed(summary({ alert, ...rest }), { alert, ...rest }, maxBytes);
    case 'changes':
      return listed(changes({ alert, ...rest }), { alert, ...rest }, maxBytes);
    case 'scan-news':
      return scanNews({ alert, ...rest });
  }
};
