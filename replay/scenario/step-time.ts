import { momentOf } from './moment.ts';
import type { ScenarioSource } from './source.ts';

const STEP_MS = 60_000;

interface Given {
  /** As written. */
  readonly at: string | undefined;
  /** When the step before is, in epoch milliseconds; null for the first. */
  readonly before: number | null;
  /** When the first event says it happened. */
  readonly firstEvent: unknown;
}

/** When step `index` is, in epoch milliseconds. */
export const timeOf = (source: ScenarioSource, index: number, { at, before, firstEvent }: Given): number => {
  if (at === undefined) {
    const time = before === null ? momentOf(String(firstEvent), null) : before + STEP_MS;
    if (time !== null) return time;
    throw source.error(['steps', index], 'the first step needs `at`: it has no event whose time it could be');
  }
  const path = ['steps', index, 'at'];
  const time = momentOf(at, before);
  if (time === null) throw source.error(path, `at: ${at} is no time; write 2026-11-21T08:00:00Z, or +10m after a step`);
  if (before === null || time >= before) return time;
  throw source.error(path, `at: ${at} is before the step before it; time does not run back`);
};
