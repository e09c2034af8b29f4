import type { PeopleAlert } from '../../domain/alert.ts';
import { headlineText } from '../headline.ts';
import type { Told } from '../telling.ts';
import { wordingOf } from '../told.ts';
import { ASCII } from './ascii.ts';

/** SNS: less than 100 characters, no line breaks: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MAX_SUBJECT = 99;

/** What the alert is about, in printable ASCII: older pages of SNS's reference allow no other subject. */
export const subjectOf = (telling: Told<PeopleAlert>): string =>
  headlineText(wordingOf({ ...telling, markup: ASCII }).glance, telling.image, MAX_SUBJECT, ASCII);
