import type {
  ChangesAlert,
  LastComplete,
  PeopleAlert,
  PostureNewsAlert,
  ReminderAlert,
  ScanNewsAlert,
  SummaryAlert,
} from '../../domain/alert.ts';
import { countBySeverity } from '../../domain/count.ts';
import { changesOf } from '../change.ts';
import { unlisted } from '../switched.ts';
import { issuesAt, type ListAlert, type Told, toldIssues } from '../telling.ts';
import { roomBeside } from './fitting.ts';
import { aboutOf, machineTags } from './machine-about.ts';
import type {
  MachineAlert,
  MachineChanges,
  MachineLastComplete,
  MachinePostureNews,
  MachineReminder,
  MachineScanNews,
  MachineSummary,
} from './machine-alert.ts';
import { machineCounts } from './machine-counts.ts';
import { becameFixable, ended, type Happened, happenedBy, machineIssues } from './machine-issue.ts';
import { machinePlatforms } from './machine-platforms.ts';
import { machineRoundUp } from './machine-round-up.ts';
import { sendable, sendableOrNull } from './sendable.ts';

const summary = (told: Told<SummaryAlert>): MachineSummary => ({
  ...aboutOf('summary', told),
  first: told.alert.first,
  switched: told.alert.switched,
  counts: {
    told: machineCounts(countBySeverity(toldIssues(told))),
    unobserved: machineCounts(unlisted(told)),
    accepted: machineCounts(told.alert.accepted),
    below: machineCounts(told.alert.below),
  },
  issues: [],
  notListed: told.alert.issues.length,
});

const reminder = (told: Told<ReminderAlert>): MachineReminder => ({
  ...aboutOf('reminder', told),
  toldAt: told.alert.toldAt,
  counts: { told: machineCounts(countBySeverity(toldIssues(told))) },
  issues: [],
  notListed: told.alert.issues.length,
});

const changes = (told: Told<ChangesAlert>): MachineChanges => ({
  ...aboutOf('changes', told),
  counts: {
    told: machineCounts(countBySeverity(toldIssues(told))),
    fixable: machineCounts(countBySeverity(issuesAt(told.alert.fixable, told))),
    resolved: machineCounts(countBySeverity(issuesAt(told.alert.resolved, told))),
    unobserved: machineCounts(countBySeverity(issuesAt(told.alert.unobserved, told))),
    returned: machineCounts(told.alert.returned),
    alsoYours: machineCounts(told.alert.alsoYours),
    toldBefore: machineCounts(told.alert.toldBefore),
    accepted: machineCounts(told.alert.accepted),
    below: machineCounts(told.alert.below),
  },
  issues: [],
  notListed: told.alert.issues.length,
  fixable: [],
  resolved: [],
  unobserved: [],
});

const lastCompleteOf = (last: LastComplete | null): MachineLastComplete | null =>
  last && {
    tags: machineTags(last.tags),
    digest: sendable(last.digest),
    scannedAt: last.scannedAt,
    open: machineCounts(last.open),
  };

const scanNews = (told: Told<ScanNewsAlert>): MachineScanNews => {
  const { status, description, platforms, lastComplete } = told.alert;
  return {
    ...aboutOf('scan-news', told),
    status: sendable(status),
    description: sendableOrNull(description),
    notScanned: machinePlatforms(platforms),
    lastComplete: lastCompleteOf(lastComplete),
  };
};

const postureNews = (told: Told<PostureNewsAlert>): MachinePostureNews => {
  const { frequency, previous, lastComplete } = told.alert;
  return {
    ...aboutOf('posture-news', told),
    frequency: sendable(frequency),
    previous: sendableOrNull(previous),
    lastComplete: lastCompleteOf(lastComplete),
  };
};

const listed = <F extends MachineSummary | MachineChanges | MachineReminder>(
  form: F,
  told: Told<ListAlert>,
  maxBytes: number,
): F => {
  const issues = machineIssues(changesOf(told).map(happenedBy), told, roomBeside(form, maxBytes));
  return { ...form, issues, notListed: form.notListed - issues.length };
};

/** What is open first. */
const changesListed = (told: Told<ChangesAlert>, maxBytes: number): MachineChanges => {
  const fitting = (form: MachineChanges, happened: readonly Happened[]) =>
    machineIssues(happened, told, roomBeside(form, maxBytes));
  const open = listed(changes(told), told, maxBytes);
  const fixable = fitting(open, becameFixable(told.alert.fixable, told));
  const fixed = { ...open, fixable };
  const unobserved = fitting(fixed, ended(told.alert.unobserved, 'unobserved', told));
  const form = { ...fixed, unobserved };
  return { ...form, resolved: fitting(form, ended(told.alert.resolved, 'resolved', told)) };
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
    case 'round-up':
      return machineRoundUp({ alert, ...rest }, maxBytes);
    case 'changes':
      return changesListed({ alert, ...rest }, maxBytes);
    case 'reminder':
      return listed(reminder({ alert, ...rest }), { alert, ...rest }, maxBytes);
    case 'scan-news':
      return scanNews({ alert, ...rest });
    case 'posture-news':
      return postureNews({ alert, ...rest });
  }
};
