import { aDigest } from '../test/support/builders.ts';
import { aFindingEvent } from '../test/support/finding-event.ts';
import { type PlayStep, play } from '../test/support/play.ts';
import { atMost } from './figure.ts';
import { table } from './page.ts';
import type { Section } from './section.ts';

const IMAGES = 20;
const EVENTS = 1_000;
const EVALUATION = 'ecr:DescribeImageScanFindings';
const PUSHED_AT = Date.parse('2026-11-20T08:00:00Z') / 1000;

/** What a burst of findings leads to in the deployed bundles, against the ideal of one evaluation an image. */
export const burstSection = async (assembly: string): Promise<Section> => {
  const { steps, deadLetters } = await play(assembly, [...images(), burst()]);
  if (deadLetters.length > 0) throw new Error(`dead letters: ${JSON.stringify(deadLetters)}`);
  const calls = steps.at(-1)?.calls ?? {};
  const evaluations = calls[EVALUATION] ?? 0;
  const alerts = steps.at(-1)?.slack.length ?? 0;
  const row = (action: string) => [
    `\`${action}\``,
    String(calls[action] ?? 0),
    ((calls[action] ?? 0) / IMAGES).toFixed(1),
  ];
  return {
    figures: [
      atMost(
        `evaluations of ${EVENTS.toLocaleString('en')} findings over ${IMAGES} images, ÷ images`,
        1,
        evaluations / IMAGES,
      ),
      atMost(`alerts a receiver of them, ÷ images`, 1, alerts / IMAGES),
    ],
    tables: {
      burst: table(
        [`${EVENTS.toLocaleString('en')} events over ${IMAGES} images, and the hour after`, 'requests', 'an image'],
        Object.keys(calls).sort().map(row),
      ),
    },
  };
};

const named = (image: number) => ({
  repositoryName: `team/service-${image}`,
  imageDigest: aDigest(String(image).padStart(2, '0')),
});

const FINDING = {
  severity: 'CRITICAL',
  status: 'ACTIVE',
  type: 'PACKAGE_VULNERABILITY',
  title: 'CVE-2026-0 - openssl',
  packageVulnerabilityDetails: {
    vulnerabilityId: 'CVE-2026-0',
    vulnerablePackages: [{ name: 'openssl', version: '3.0.11', packageManager: 'OS', fixedInVersion: 'NotAvailable' }],
  },
};

/** Each in a repository of its own, scanned by Inspector. */
const images = (): readonly PlayStep[] =>
  Array.from({ length: IMAGES }, (_, image) => {
    const { repositoryName, imageDigest } = named(image);
    const page = {
      repositoryName,
      imageId: { imageDigest },
      imageScanStatus: { status: 'ACTIVE' },
      imageScanFindings: { imageScanCompletedAt: PUSHED_AT, enhancedFindings: [FINDING] },
    };
    return {
      at: new Date(Date.parse('2026-11-21T08:00:00Z') + image * 1000).toISOString(),
      registry: { scanning: 'enhanced' },
      images: { imageDetails: [{ ...named(image), imageTags: ['v1.0.0'], imagePushedAt: PUSHED_AT }] },
      scan: [page],
    };
  });

/** Image after image by turns. */
const burst = (): PlayStep => ({
  at: '2026-11-21T08:05:00Z',
  event: Array.from({ length: EVENTS }, (_, n) => {
    const { repositoryName: repository, imageDigest: digest } = named(n % IMAGES);
    return JSON.parse(aFindingEvent({ id: `finding-${n}`, repository, digest, vulnerability: `CVE-2026-${n}` }));
  }),
});
