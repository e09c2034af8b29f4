import type { Image } from '../../domain/image.ts';
import { type Headline, headlineText } from '../headline.ts';
import { MRKDWN } from './mrkdwn.ts';

/** What a notification shows of a message: all that matters is in it. */
const MAX_GLANCE = 100;

/** `headline` as a notification shows it. */
export const glanceText = (headline: Headline, image: Image): string =>
  headlineText(headline, image, MAX_GLANCE, MRKDWN);
