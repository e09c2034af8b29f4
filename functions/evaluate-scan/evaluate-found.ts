import { LONGEST_MS, QUIET_MS } from '../core/domain/quiet.ts';
import type { Facts } from '../core/domain/sighting.ts';
import type { Marker } from '../core/ports/markers.ts';
import type { Found } from './nudge.ts';
import { type Ending, ignored, type World } from './world.ts';

/**
 * Evaluates an image whose findings changed, once for all events until now. Its marker goes when that is done: a crash
 * before leaves it to `resend`, and so is what was marked meanwhile.
 *
 * @param evaluate - takes the EPSS scores that events told, by vulnerability
 */
export const evaluateFound = async (
  { markers, now }: Pick<World, 'markers' | 'now'>,
  { repository, digest }: Found,
  evaluate: (told: Facts['epss']) => Promise<Ending>,
): Promise<Ending> => {
  const marker = await markers.read({ repository, digest });
  if (marker === null) return ignored('its findings were evaluated since');
  const afterSeconds = Math.ceil((readyAt(marker) - now().getTime()) / 1000);
  if (afterSeconds > 0) return { kind: 'later', afterSeconds, reason: 'more of its findings may come' };
  const ending = await evaluate(new Map(Object.entries(marker.epss)));
  if (ending.kind === 'later') return ending;
  const cleared = await markers.clear({ repository, digest }, marker.version);
  if (cleared === 'marked-again') await markers.renew({ repository, digest }, now().toISOString());
  return ending;
};

const readyAt = ({ firstAt, lastAt }: Marker): number =>
  Math.min(Date.parse(lastAt) + QUIET_MS, Date.parse(firstAt) + LONGEST_MS);
