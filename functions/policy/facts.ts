import * as z from 'zod';
import { SEVERITIES } from '../core/domain/severity.ts';
import type { Fault } from './problem.ts';
import { scalar } from './text-shapes.ts';

interface Score {
  readonly name: string;
  /** The greatest there is; the least is 0. */
  readonly most: number;
  readonly example: string;
}

const EPSS: Score = { name: 'EPSS', most: 1, example: '0.1' };
const CVSS: Score = { name: 'CVSS', most: 10, example: '7.0' };

const scoreFault =
  (score: Score) =>
  (written: string, value: unknown): Fault | null => {
    const { name, most } = score;
    if (typeof value === 'number' && value >= 0 && value <= most) return null;
    const instead = meantScore(written, score);
    const fault = instead === written ? 'text, and a score goes without quotes' : `no ${name} score (0 to ${most})`;
    return { message: `"${written}" is ${fault}; ${remedy(written, instead, score)}`, instead };
  };

const remedy = (written: string, instead: string | undefined, { example }: Score): string => {
  if (instead !== undefined) return `did you mean ${instead}?`;
  return SEVERITIES.some((each) => each === written.toUpperCase())
    ? 'a severity goes under its own key, severity'
    : `write the least that counts, such as ${example}`;
};

/** What `10%`, `"0.1"` or `0,1` is as a score; undefined where that is none either. */
const meantScore = (written: string, { most }: Score): string | undefined => {
  const [, number = '', percent] = /^[<>=\s]*(\d+(?:\.\d+)?)\s*(%?)$/.exec(written.replace(',', '.')) ?? [];
  const isPercentage = percent === '%' || Number(number) > most;
  const score = isPercentage ? String(Number(((Number(number) * most) / 100).toPrecision(6))) : number;
  return number !== '' && Number(score) <= most ? score : undefined;
};

const leastScore = (score: Score) => scalar(scoreFault(score), z.number().min(0).max(score.most));

const NOT_BASIC = 'What the scanner does not say is never so: basic scanning never does.';

/** What a route asks of an issue besides its severity, and of the image that has it. */
export const facts = {
  fixable: z
    .boolean()
    .optional()
    .describe(`Only issues that some version mends, or with false that none does yet. ${NOT_BASIC}`),
  exploited: z
    .boolean()
    .optional()
    .describe(`Only issues that an exploit is known of, or with false that none is. ${NOT_BASIC}`),
  epss: leastScore(EPSS)
    .optional()
    .describe(
      `The least EPSS score, 0 to 1, such as 0.1: how probable it is that somebody exploits the issue within 30 days. ${NOT_BASIC}`,
    ),
  cvss: leastScore(CVSS).optional().describe('The least CVSS score, 0 to 10, such as 7.0.'),
  'in-use': z
    .boolean()
    .optional()
    .describe(
      'Only images that a container runs, or with false those of which the scanner does not say so: basic scanning never does.',
    ),
};
