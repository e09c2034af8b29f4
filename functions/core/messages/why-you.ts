import type { Markup } from './markup.ts';
import type { Telling } from './telling.ts';

const MOST_ROUTES = 3;

/** The beginning of a record's id, by which people find it. */
const recordName = (recordKey: string, markup: Markup): string =>
  `record ${markup.prose(recordKey.replace(/^records\//, '').slice(0, 12), 12)}`;

/** Who is told because of which rule; of which policy; and where it is written down. */
export const whyYou = ({ alert: { because }, record: { policyHash }, recordKey, markup }: Telling): string[] => {
  const rules = because.slice(0, MOST_ROUTES).map(({ route, rule }) => `route ${route}, ${markup.prose(rule, 120)}`);
  const others = because.length > MOST_ROUTES ? [`${because.length - MOST_ROUTES} more routes`] : [];
  const routes = [...rules, ...others].join('; ');
  return [
    `why you: ${routes || 'no route says'}`,
    `policy ${markup.prose(policyHash.slice(0, 6), 6)}`,
    recordName(recordKey, markup),
  ];
};
