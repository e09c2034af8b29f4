import type { Issue } from '../domain/ledger.ts';
import { said } from './details.ts';
import type { Point } from './point.ts';

/** Such as `42 %`: a likelihood is never told as more certain than it is. */
const percent = (probability: number): string => {
  if (probability < 0.01) return 'under 1 %';
  return probability > 0.99 ? 'over 99 %' : `${Number((probability * 100).toPrecision(2))} %`;
};

/** https://www.first.org/epss/model */
const MEANING = 'the probability that it is exploited within 30 days';

const cvssText = ({ cvss }: Issue['detail']): string | null => (cvss === null ? null : `CVSS ${cvss.score.toFixed(1)}`);

/** Such as `exploit known`, `EPSS 42 %`, `CVSS 9.8`: what the scanner says of how likely and how bad an attack is. */
export const risks = ({ detail }: Issue): string[] =>
  said([
    detail.exploited ? 'exploit known' : null,
    detail.epss === null ? null : `EPSS ${percent(detail.epss)}`,
    cvssText(detail),
  ]);

/** Of the one issue that is told: whether an exploit is known. */
export const exploitPoint = ({ detail }: Issue): Point[] =>
  detail.exploited ? [['Exploit known', 'an attacker need not write one.']] : [];

/** Of the one issue that is told: what else the scanner says. */
export const risksOfOne = ({ detail }: Issue): string[] =>
  said([detail.epss === null ? null : `EPSS ${percent(detail.epss)}: ${MEANING}`, cvssText(detail)]);

/** What the scores of `issues` mean; null where none has one. */
export const epssMeaning = (issues: readonly Issue[]): string | null =>
  issues.some(({ detail: { epss } }) => epss !== null) ? `EPSS: ${MEANING}` : null;
