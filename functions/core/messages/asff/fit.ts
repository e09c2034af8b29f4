import type { AsffFinding } from './format.ts';

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

/** The most bytes that the limits of its texts leave a finding: measuring each would take longer than writing it. */
export const mostBytes = ({ Resources, Vulnerabilities }: AsffFinding): number => {
  const packages = Vulnerabilities.reduce((sum, { VulnerablePackages = [] }) => sum + VulnerablePackages.length, 0);
  const tags = Resources.reduce((sum, { Details }) => sum + (Details.AwsEcrContainerImage.ImageTags?.length ?? 0), 0);
  return 70_000 + 4_000 * packages + 3_000 * Resources.length + 950 * tags;
};

const fits = (finding: AsffFinding): boolean =>
  mostBytes(finding) <= MAX_BYTES || UTF8.encode(JSON.stringify(finding)).length <= MAX_BYTES;

/**
 * The finding that says the most within Security Hub's size: the description gives way first, then references, then images.
 *
 * @throws Error where even the smallest is too large
 */
export const fitted = (make: (room: Room) => AsffFinding): AsffFinding => {
  for (const room of ROOMS) {
    const finding = make(room);
    if (fits(finding)) return finding;
  }
  throw new Error(`a finding is larger than ${MAX_BYTES} bytes with one image: report it with the record`);
};
