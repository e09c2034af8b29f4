import type { ReplayResult } from '../replay/result.ts';
import { aScanEvent, play } from '../test/support/play.ts';
import { answers, DIGEST, REPOSITORY } from './answers.ts';
import { peaks } from './peaks.ts';

/** A request of a function to AWS. */
export interface Call {
  /** Of the function, as deployed. */
  readonly function: string;
  /** Such as `ecr:DescribeImages`. */
  readonly action: string;
  /** Epoch milliseconds on the clock of the replay. */
  readonly at: number;
}

/** What one event led to, in the hour after it. */
export interface Happening {
  readonly calls: readonly Call[];
  readonly log: ReplayResult['log'];
  readonly securityHub: ReplayResult['steps'][number]['securityHub'];
}

export interface Replayed {
  /** The first scan of an image. */
  readonly first: Happening;
  /** A later one, in which one finding is new, and critical: each receiver is told. */
  readonly told: Happening;
  /** The same again: nobody is told. */
  readonly quiet: Happening;
  /** Bytes, by function. */
  readonly peakRss: ReadonlyMap<string, number>;
}

const HOURS = ['08', '09', '10'].map((hour) => `2026-11-21T${hour}:00:00.000Z`);

/** Three scans of an image with so many findings, through the deployed bundles. */
export const replayed = async (assembly: string, findings: number): Promise<Replayed> => {
  const calls: Call[] = [];
  const peak = peaks();
  const scan = answers(findings).map((page) => JSON.parse(page));
  const event = aScanEvent({ 'repository-name': REPOSITORY, 'image-digest': DIGEST });
  const steps = HOURS.map((at, step) => ({
    at,
    event: [{ ...event, id: `scan-${step}` }],
    scan: step === 0 ? scan : withNews(scan),
  }));
  const {
    steps: results,
    log,
    deadLetters,
  } = await play(assembly, steps, {
    fault: ({ function: name, service, action }) => {
      if (service !== 'slack') calls.push({ function: name, action: `${service}:${action}`, at: Date.now() });
      peak.look();
      return undefined;
    },
  });
  if (deadLetters.length > 0) throw new Error(`dead letters: ${JSON.stringify(deadLetters)}`);
  const happening = (step: number): Happening => {
    const within = (at: number) =>
      at >= Date.parse(HOURS[step] ?? '') && at < Date.parse(HOURS[step + 1] ?? '3000-01-01');
    return {
      calls: calls.filter(({ at }) => within(at)),
      log: log.filter(({ at }) => within(Date.parse(at))),
      securityHub: results[step]?.securityHub ?? { calls: 0, findings: [] },
    };
  };
  return { first: happening(0), told: happening(1), quiet: happening(2), peakRss: peak.byFunction() };
};

interface ScanPage {
  readonly imageScanFindings: { readonly findings: readonly object[] };
}

const withNews = ([first, ...pages]: readonly ScanPage[]): readonly object[] => {
  if (first === undefined) return [];
  const [finding, ...findings] = first.imageScanFindings.findings;
  const news = { ...finding, name: 'CVE-2026-1234', severity: 'CRITICAL' };
  const found = { ...first.imageScanFindings, imageScanCompletedAt: 1795251600, findings: [news, ...findings] };
  return [{ ...first, imageScanFindings: found }, ...pages.map(rescanned)];
};

const rescanned = (page: ScanPage): object => ({
  ...page,
  imageScanFindings: { ...page.imageScanFindings, imageScanCompletedAt: 1795251600 },
});
