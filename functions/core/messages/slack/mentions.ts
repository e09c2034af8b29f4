import type { Alert } from '../../domain/alert.ts';
import { shown } from './shown.ts';

const MOST_MENTIONS = 20;

const mentionText = (name: string): string => {
  if (/^[UW][A-Z0-9]{1,30}$/.test(name)) return `<@${name}>`;
  if (/^S[A-Z0-9]{1,30}$/.test(name)) return `<!subteam^${name}>`;
  if (/^(here|channel|everyone)$/.test(name)) return `<!${name}>`;
  return shown(name, 40);
};

/** Calls those by name whom the policy names; empty where it names nobody. */
export const mentions = ({ mention }: Alert): string =>
  [...new Set(mention)].slice(0, MOST_MENTIONS).map(mentionText).join(' ');
