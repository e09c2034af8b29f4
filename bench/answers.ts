import { readFileSync } from 'node:fs';

interface Recorded {
  readonly imageScanFindings: {
    readonly findings: readonly Finding[];
    /** Of the whole scan, of which the findings are the first four. */
    readonly findingSeverityCounts: Readonly<Record<string, number>>;
  };
}

interface Finding {
  readonly name: string;
  readonly severity: string;
  readonly uri: string;
  readonly description: string;
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
}

const RECORDED = new URL('../test/fixtures/ecr/dsf-basic-real-page1-of-715.json', import.meta.url);
const PAGE_SIZE = 1000;
/** So many packages of an image share a vulnerability, and so many packages it has. */
const SHARING = 3;
const PACKAGES = 400;

export const REPOSITORY = 'payments/api';
export const DIGEST = `sha256:${'9f2c1e7a'.repeat(8)}`;

/**
 * What ECR answers for a scan with so many findings, page by page, as JSON. Each finding is one of four recorded ones under
 * another name, with the severities of the scan they are from and a description of its own, so that nothing packs better than in life.
 */
export const answers = (findings: number): readonly string[] => {
  const make = findingMaker();
  return Array.from({ length: Math.ceil(findings / PAGE_SIZE) }, (_, page) => {
    const first = page * PAGE_SIZE;
    const count = Math.min(PAGE_SIZE, findings - first);
    return JSON.stringify({
      registryId: '111122223333',
      repositoryName: REPOSITORY,
      imageId: { imageDigest: DIGEST },
      imageScanStatus: { status: 'COMPLETE', description: 'The scan was completed successfully.' },
      imageScanFindings: {
        imageScanCompletedAt: 1795248000,
        vulnerabilitySourceUpdatedAt: 1795204800,
        findings: Array.from({ length: count }, (_, index) => make(first + index)),
      },
      ...(first + count < findings && { nextToken: `page-${page + 2}` }),
    });
  });
};

const findingMaker = () => {
  const { imageScanFindings: recorded } = JSON.parse(readFileSync(RECORDED, 'utf8')) as Recorded;
  const severities = Object.entries(recorded.findingSeverityCounts).flatMap(([name, count]) =>
    Array.from({ length: count }, () => name),
  );
  const words = recorded.findings.flatMap(({ description }) => description.split(' '));
  return (index: number): Finding => {
    const [like] = recorded.findings.slice(index % recorded.findings.length);
    if (like === undefined) throw new Error(`${RECORDED.pathname} has no findings`);
    const vulnerability = Math.floor(index / SHARING);
    const name = `CVE-${2016 + (vulnerability % 10)}-${10_000 + vulnerability}`;
    return {
      ...like,
      name,
      severity: severities[(vulnerability * 331) % severities.length] ?? like.severity,
      uri: `https://security-tracker.debian.org/tracker/${name} `,
      description: sentence(words, like.description.length, vulnerability),
      attributes: like.attributes.map(({ key, value }) => ({
        key,
        value: key === 'package_name' ? `${value}-${index % PACKAGES}` : value,
      })),
    };
  };
};

/** The words in an order of its own. */
const sentence = (words: readonly string[], characters: number, seed: number): string => {
  let text = '';
  for (let at = seed + 1; text.length < characters; at = (at * 48_271) % 2_147_483_647)
    text += `${words[at % words.length]} `;
  return text.trimEnd();
};
