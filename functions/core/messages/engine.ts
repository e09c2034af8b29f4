import type { Engine } from '../domain/scan.ts';
import type { Told } from './telling.ts';

/** What scans the image: as its head knows it, else by the scan that the record is of, which may have failed; null where neither says. */
export const engineOf = ({ record: { scans, heads }, image }: Pick<Told, 'record' | 'image'>): Engine | null =>
  heads.find((head) => head.image === image.digest)?.engine ?? scans[0]?.engine ?? null;

/** An engine's name for people. */
export const ENGINES: Readonly<Record<Engine, string>> = {
  basic: 'basic scanning',
  enhanced: 'Inspector (enhanced)',
};
