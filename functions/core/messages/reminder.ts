import type { ReminderAlert } from '../domain/alert.ts';
import { day } from './day.ts';
import { listWording } from './list.ts';
import { WORST } from './summary.ts';
import { type Telling, toldIssues } from './telling.ts';
import type { Wording } from './wording.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

const daysAgo = ({ alert, record }: Telling<ReminderAlert>): string => {
  const days = Math.floor((Date.parse(record.at) - Date.parse(alert.toldAt)) / DAY_MS);
  if (days < 1) return 'today';
  return days === 1 ? 'yesterday' : `${days} days ago`;
};

/** What is still open, some time after the receiver last heard of it. */
export const reminderWording = (telling: Telling<ReminderAlert>): Wording => {
  const told = `told ${daysAgo(telling)}`;
  const { alert, record } = telling;
  return listWording(telling, {
    before: 'Still open in ',
    briefly: 'Still open in ',
    end: `, ${told}`,
    listed: toldIssues(telling).map((issue) => ({ issue, note: null })),
    most: WORST,
    whole: false,
    whyNow: `you last heard of it on ${day(alert.toldAt, record.at)}; your route asks for reminders. Nothing is new.`,
    why: `${told}; nothing is new.`,
    small: [],
  });
};
