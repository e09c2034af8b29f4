import type { Image } from '../core/domain/image.ts';
import { endOf } from '../core/domain/scan-status.ts';
import type { Facts } from '../core/domain/sighting.ts';
import { type Conclusion, conclude, joined, type Occasion } from './conclude.ts';
import type { World } from './world.ts';

/**
 * Once it is told that a live image is not scanned any more, it ends: its issues are not observed. While one of its parts is
 * scanned it does not.
 */
export const endExpired = async (
  world: World,
  concluded: Conclusion | 'conflict',
  { digest, parts }: Image,
  { scans, ...facts }: Facts,
  occasion: Occasion,
): Promise<Conclusion | 'conflict'> => {
  if (concluded === 'conflict') return concluded;
  const answers = parts.flatMap((part) => scans.get(part.digest) ?? []);
  const [cause] = answers.flatMap((answer) => (answer.kind === 'unscanned' ? (endOf(answer.status) ?? []) : []));
  if (cause === undefined || answers.some(({ kind }) => kind === 'complete')) return concluded;
  if (!concluded.item.heads.some(({ image }) => image === digest)) return concluded;
  const sighting = { kind: 'gone' as const, digest, cause };
  const end = await conclude(
    world,
    concluded.item,
    { sighting, known: null },
    { ...facts, scans: new Map() },
    occasion,
  );
  return end === 'conflict' ? end : joined(concluded, end);
};
