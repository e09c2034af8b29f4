import type { Alert } from '../domain/alert.ts';
import type { EvaluationRecord } from '../domain/record.ts';
import { shown, shownPlain } from './shown.ts';

const MOST_ROUTES = 3;
const MOST_MENTIONS = 20;

/** The beginning of a record's id, by which people find it. */
const recordName = (recordKey: string): string =>
  `record ${shownPlain(recordKey.replace(/^records\//, '').slice(0, 12), 12)}`;

/** Who is told because of which rule of which policy, and where it is written down. */
export const whyYou = ({ because }: Alert, { policyHash }: EvaluationRecord, recordKey: string): string => {
  const rules = because.slice(0, MOST_ROUTES).map(({ route, rule }) => `route ${route}, ${shownPlain(rule, 120)}`);
  const others = because.length > MOST_ROUTES ? [`${because.length - MOST_ROUTES} more routes`] : [];
  const routes = [...rules, ...others].join('; ');
  return [
    `why you: ${routes || 'no route says'}`,
    `policy ${shownPlain(policyHash.slice(0, 6), 6)}`,
    recordName(recordKey),
  ].join(' · ');
};

const mentionText = (name: string): string => {
  if (/^[UW][A-Z0-9]{1,30}$/.test(name)) return `<@${name}>`;
  if (/^S[A-Z0-9]{1,30}$/.test(name)) return `<!subteam^${name}>`;
  if (/^(here|channel|everyone)$/.test(name)) return `<!${name}>`;
  return shown(name, 40);
};

/** Calls those by name whom the policy names; empty where it names nobody. */
export const mentions = ({ mention }: Alert): string =>
  [...new Set(mention)].slice(0, MOST_MENTIONS).map(mentionText).join(' ');
