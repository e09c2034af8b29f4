import type { Instant } from '../core/domain/image.ts';

/** `Wed Sep 04 16:55:38.411 UTC 2024`, as Inspector writes it today. */
const OF_TODAY =
  /^\w{3} (?<month>\w{3}) (?<day>\d{1,2}) (?<time>\d{2}:\d{2}:\d{2})(?:\.(?<fraction>\d+))? UTC (?<year>\d{4})$/i;
/** `Dec 3, 2021, 6:02:30 PM`, as it did in 2021: UTC, by the time of the events that had it. */
const OF_2021 =
  /^(?<month>\w{3}) (?<day>\d{1,2}), (?<year>\d{4}), (?<hour>\d{1,2})(?<rest>:\d{2}:\d{2})\s(?<half>[AP]M)$/i;
const ISO = /^(?<date>\d{4}-\d{2}-\d{2})T(?<time>\d{2}:\d{2}:\d{2})(?:\.(?<fraction>\d+))?(?:Z|\+00:?00)$/i;

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** The instant that Inspector means, whatever the locale and time zone here; null where it is no date in UTC as it writes them. */
export const inspectorDate = (text: string): Instant | null => {
  const today = OF_TODAY.exec(text)?.groups;
  if (today) return instant(dateOf(today), today['time'], today['fraction']);
  const of2021 = OF_2021.exec(text)?.groups;
  if (of2021) return instant(dateOf(of2021), timeOf(of2021));
  const iso = ISO.exec(text)?.groups;
  return iso ? instant(iso['date'], iso['time'], iso['fraction']) : null;
};

type Groups = Readonly<Record<string, string>>;

const dateOf = ({ year, month = '', day = '' }: Groups): string =>
  `${year}-${two(MONTHS.indexOf(month.toUpperCase()) + 1)}-${two(day)}`;

/** 12 AM is midnight, 12 PM noon. */
const timeOf = ({ hour, rest, half = '' }: Groups): string | null => {
  const twelfth = Number(hour);
  if (twelfth < 1 || twelfth > 12) return null;
  return `${two((twelfth % 12) + (half.toUpperCase() === 'PM' ? 12 : 0))}${rest}`;
};

const two = (digits: string | number): string => String(digits).padStart(2, '0');

/** Null for a day or an hour that there is not, such as 30 February. */
const instant = (date = '', time: string | null = '', fraction = ''): Instant | null => {
  const written = `${date}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  const at = new Date(written);
  return !Number.isNaN(at.getTime()) && at.toISOString() === written ? written : null;
};
