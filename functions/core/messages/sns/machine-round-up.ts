import type { GatheredSummary, RoundUpAlert } from '../../domain/alert.ts';
import { sumOf } from '../counts.ts';
import { consoleUrl } from '../links.ts';
import type { Told } from '../telling.ts';
import { fitting, inJson, roomBeside } from './fitting.ts';
import { aboutOf, machineTags } from './machine-about.ts';
import type { MachineFirstCount, MachineRoundUp } from './machine-alert.ts';
import { machineCounts } from './machine-counts.ts';
import { sendable } from './sendable.ts';

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

/**
 * First counts of several images.
 *
 * @param maxBytes - what its JSON may take as text inside another: the list is shortened to it
 */
export const machineRoundUp = (told: Told<RoundUpAlert>, maxBytes: number): MachineRoundUp => {
  const { gathered } = told.alert;
  const form: MachineRoundUp = {
    ...aboutOf('round-up', told),
    counts: {
      told: machineCounts(sumOf(gathered.map(({ issues }) => issues))),
      below: machineCounts(sumOf(gathered.map(({ below }) => below))),
    },
    firstCounts: [],
    notListed: gathered.length,
  };
  const all = gathered.values().map((each) => firstCount(each, told));
  const firstCounts = fitting(all, inJson, roomBeside(form, maxBytes));
  return { ...form, firstCounts, notListed: gathered.length - firstCounts.length };
};
