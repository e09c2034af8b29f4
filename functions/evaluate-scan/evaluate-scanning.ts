import { evaluatePosture } from '../core/domain/evaluate-posture.ts';
import { isOff } from '../core/domain/scan-frequency.ts';
import type { LineageItem } from '../core/ports/lineages.ts';
import { commitRecord, commitState } from './commit.ts';
import { ended } from './ending.ts';
import { beforeOf } from './lineage-state.ts';
import type { Scanning } from './nudge.ts';
import { type Ending, ignored, type World } from './world.ts';

/** Tells once that nothing scans a repository any more, and remembers when something does again. */
export const evaluateScanning = async (
  world: World,
  { repository, frequency, previous }: Scanning,
  { id: trigger }: { readonly id: string },
): Promise<Ending | 'conflict'> => {
  const item = await world.lineages.read(repository);
  if (item === null) return ignored(`there is no lineage ${repository}`);
  const scanning = isOff(frequency) ? 'off' : 'on';
  if (scanning === (item.scanning ?? 'on')) return unchanged(item, `told before: its scanning is ${scanning}`);
  if (scanning === 'off') return tell(world, item, { frequency, previous }, trigger);
  const kept = await commitState(world, item, { scanning }, world.now().toISOString());
  return kept === 'conflict' ? kept : unchanged(kept, `it is scanned again: ${frequency}`);
};

const tell = async (
  world: World,
  item: LineageItem,
  scanning: Omit<Scanning, 'repository'>,
  trigger: string,
): Promise<Ending | 'conflict'> => {
  const { policy, records, now } = world;
  const { lineage, registry, repository } = item;
  const before = await beforeOf(item, records);
  const setting = { policy, registry, repository, lineage, before, trigger, at: now().toISOString() };
  const evaluated = evaluatePosture(setting, scanning);
  if (evaluated.kind !== 'changed') return ignored(`${repository} has no live image`);
  const kept = await commitRecord(world, evaluated.record, { ...item, scanning: 'off' });
  if (kept === 'conflict') return kept;
  return ended({ repository }, { item: kept, news: true, reason: null, recordKey: kept.recordKey });
};

const unchanged = (item: LineageItem, reason: string) =>
  ended({ repository: item.repository }, { item, news: false, reason, recordKey: null });
