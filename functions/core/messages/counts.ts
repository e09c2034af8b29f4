import type { Counts } from '../domain/scan.ts';
import { isKnown, isUnrated, SEVERITIES } from '../domain/severity.ts';
import type { Markup } from './markup.ts';

const UNRATED = 'unrated';
const WORST_FIRST: readonly string[] = SEVERITIES.map((severity) => severity.toLowerCase()).reverse();

/** A severity's name for people; one that nobody knows keeps its own. */
export const severityName = (severity: string, markup: Markup): string => {
  if (isUnrated(severity)) return UNRATED;
  return isKnown(severity) ? severity.toLowerCase() : markup.text(severity, 16);
};

/** A severity's name where it stands out. */
export const severityTitle = (severity: string, markup: Markup): string =>
  isKnown(severity) ? severityName(severity, markup).toUpperCase() : severityName(severity, markup);

/** Critical, then what nobody knows (it counts as critical), down to informational; unrated last. */
const place = (name: string): number => {
  if (name === UNRATED) return WORST_FIRST.length;
  const at = WORST_FIRST.indexOf(name);
  return at < 0 ? 0.5 : at;
};

const byName = (counts: Counts, markup: Markup): [name: string, count: number][] => {
  const names = new Map<string, number>();
  for (const [severity, count] of Object.entries(counts)) {
    const name = severityName(severity, markup);
    if (count > 0) names.set(name, (names.get(name) ?? 0) + count);
  }
  return [...names].sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1));
};

const sum = (counts: Iterable<number>): number => [...counts].reduce((all, count) => all + count, 0);

/** All of `counts` together. */
export const sumOf = (counts: readonly Counts[]): Counts => {
  const all = new Map<string, number>();
  for (const [severity, count] of counts.flatMap(Object.entries<number>))
    all.set(severity, (all.get(severity) ?? 0) + count);
  return Object.fromEntries(all);
};

export const total = (counts: Counts): number => sum(Object.values(counts));

const naming = (worstFirst: readonly [string, number][], names: number): string => {
  const others = sum(worstFirst.slice(names).map(([, count]) => count));
  const named = worstFirst.slice(0, names).map(([name, count]) => `${count} ${name}`);
  return [...named, ...(others > 0 ? [`${others} of other severities`] : [])].join(', ');
};

/**
 * Such as `2 critical, 14 high`, worst first; empty where nothing was counted.
 *
 * @param max - characters; what does not fit by name is counted together
 */
export const countsText = (counts: Counts, markup: Markup, max = 200): string => {
  const worstFirst = byName(counts, markup);
  // More than 20 names fit into no text of ours.
  for (let names = Math.min(worstFirst.length, 20); names > 0; names -= 1) {
    const text = naming(worstFirst, names);
    if (text.length <= max) return text;
  }
  return naming(worstFirst, 0);
};
