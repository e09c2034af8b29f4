import type { GatheredNews, GatheredSummary, RoundUpAlert } from '../../domain/alert.ts';
import { sumOf } from '../counts.ts';
import { consoleUrl } from '../links.ts';
import type { Told } from '../telling.ts';
import { fitting, inJson, roomBeside } from './fitting.ts';
import { aboutOf, machineTags } from './machine-about.ts';
import type { MachineFirstCount, MachineRoundUp, MachineUnscanned } from './machine-alert.ts';
import { machineCounts } from './machine-counts.ts';
import { sendable, sendableOrNull } from './sendable.ts';

const firstCount = (
  { image, issues, below, recordKey }: GatheredSummary,
  { record }: Told<RoundUpAlert>,
): MachineFirstCount => ({
  repository: sendable(image.repository),
  tags: machineTags(image.tags),
  digest: sendable(image.digest),
  counts: { told: machineCounts(issues), below: machineCounts(below) },
  console: consoleUrl(record.registry, image),
  record: recordKey,
});

const unscannedOf = (
  { image, status, description, recordKey }: GatheredNews,
  { record }: Told<RoundUpAlert>,
): MachineUnscanned => ({
  repository: sendable(image.repository),
  tags: machineTags(image.tags),
  digest: sendable(image.digest),
  status: sendable(status),
  description: sendableOrNull(description),
  console: consoleUrl(record.registry, image),
  record: recordKey,
});

/**
 * First counts of several images, and those that are not scanned.
 *
 * @param maxBytes - what its JSON may take as text inside another: the lists are shortened to it
 */
export const machineRoundUp = (told: Told<RoundUpAlert>, maxBytes: number): MachineRoundUp => {
  const { gathered, unscanned: news } = told.alert;
  const form: MachineRoundUp = {
    ...aboutOf('round-up', told),
    counts: {
      told: machineCounts(sumOf(gathered.map(({ issues }) => issues))),
      below: machineCounts(sumOf(gathered.map(({ below }) => below))),
    },
    firstCounts: [],
    notListed: gathered.length,
    unscanned: [],
    unscannedNotListed: news.length,
  };
  const all = gathered.values().map((each) => firstCount(each, told));
  const firstCounts = fitting(all, inJson, roomBeside(form, maxBytes));
  const counted = { ...form, firstCounts, notListed: gathered.length - firstCounts.length };
  const everyNews = news.values().map((each) => unscannedOf(each, told));
  const unscanned = fitting(everyNews, inJson, roomBeside(counted, maxBytes));
  return { ...counted, unscanned, unscannedNotListed: news.length - unscanned.length };
};
