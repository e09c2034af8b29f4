import type { AsffFinding } from './format.ts';
import type { Json } from './json.ts';

/** Security Hub takes 240 KB a finding; a little is left for whoever counts otherwise. */
const MAX_BYTES = 235_000;

/** How much a finding may say. */
export interface Room {
  /** Characters. */
  readonly description: number;
  readonly references: boolean;
  readonly images: number;
}

/** Security Hub's limits: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html */
const MOST: Room = { description: 1024, references: true, images: 32 };
const SHORT: Room = { ...MOST, description: 256 };
const FEWER_IMAGES = [32, 16, 8, 4, 2, 1];
const ROOMS: readonly Room[] = [
  MOST,
  SHORT,
  ...FEWER_IMAGES.map((images) => ({ ...SHORT, references: false, images })),
];

const UTF8 = new TextEncoder();

/** Of UTF-8, which one unit of a text takes. */
const MOST_BYTES = 3;

const fits = (json: string): boolean => json.length * MOST_BYTES <= MAX_BYTES || UTF8.encode(json).length <= MAX_BYTES;

/**
 * The finding that says the most within Security Hub's size: the description gives way first, then references, then images.
 *
 * @throws Error where even the smallest is too large
 */
export const fitted = (write: (room: Room) => Json<AsffFinding>): Json<AsffFinding> => {
  for (const room of ROOMS) {
    const finding = write(room);
    if (fits(finding)) return finding;
  }
  throw new Error(`a finding is larger than ${MAX_BYTES} bytes with one image: report it with the record`);
};
