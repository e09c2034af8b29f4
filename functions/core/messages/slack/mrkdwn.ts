import type { Markup } from '../markup.ts';
import { link } from './link.ts';
import { shown, shownName, shownPlain } from './shown.ts';

/** Slack's mrkdwn; prose stands where Slack parses nothing. */
export const MRKDWN: Markup = { text: shown, name: shownName, prose: shownPlain, link };
