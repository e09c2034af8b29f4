import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inspectorDate } from '../../functions/coalesce/inspector-date.ts';

test.each([
  ['Wed Sep 04 16:55:38.411 UTC 2024', '2024-09-04T16:55:38.411Z'],
  ['Tue Sep 03 00:00:00.000 UTC 2024', '2024-09-03T00:00:00.000Z'],
  ['Thu Feb 29 23:59:59 UTC 2024', '2024-02-29T23:59:59.000Z'],
  ['wed SEP 4 16:55:38.4119 utc 2024', '2024-09-04T16:55:38.411Z'],
  ['Dec 3, 2021, 6:02:30 PM', '2021-12-03T18:02:30.000Z'],
  ['Dec 3, 2021, 6:02:30\u202fPM', '2021-12-03T18:02:30.000Z'],
  ['Oct 16, 2019, 12:00:00 AM', '2019-10-16T00:00:00.000Z'],
  ['Oct 16, 2019, 12:00:00 pm', '2019-10-16T12:00:00.000Z'],
  ['2024-09-04T16:55:38.411Z', '2024-09-04T16:55:38.411Z'],
  ['2024-09-04T16:55:38+00:00', '2024-09-04T16:55:38.000Z'],
  ['2025-06-09T07:08:40.144999+00:00', '2025-06-09T07:08:40.144Z'],
])('%s is %s', (text, instant) => {
  expect(inspectorDate(text)).toBe(instant);
});

test.each([
  '',
  'yesterday',
  '1725468938411',
  'Wed Sep 04 16:55:38.411 PST 2024',
  'Wed Sep 31 16:55:38.411 UTC 2024',
  'Thu Feb 29 00:00:00.000 UTC 2023',
  'Wed Sap 04 16:55:38.411 UTC 2024',
  'Wed Sep 04 24:00:00.000 UTC 2024',
  'Dec 3, 2021, 13:02:30 PM',
  'Dec 3, 2021, 0:02:30 AM',
  'Dec 3, 2021, 6:60:30 PM',
  'Dec 0, 2021, 6:02:30 PM',
  '2024-09-04T16:55:38+02:00',
  '2024-09-04',
])('%j is no date in UTC as Inspector writes them', (text) => {
  expect(inspectorDate(text)).toBeNull();
});

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (digits: number) => String(digits).padStart(2, '0');

test('every instant is read from each way to write it', () => {
  const anyDate = fc.date({ min: new Date('2015-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(anyDate, (date) => {
      const [instant, month, day, hour] = [
        date.toISOString(),
        MONTHS[date.getUTCMonth()],
        date.getUTCDate(),
        date.getUTCHours(),
      ];
      const time = `${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
      const today = `Wed ${month} ${two(day)} ${two(hour)}:${time}.${instant.slice(20, 23)} UTC ${date.getUTCFullYear()}`;
      const of2021 = `${month} ${day}, ${date.getUTCFullYear()}, ${hour % 12 || 12}:${time} ${hour < 12 ? 'AM' : 'PM'}`;
      expect([today, instant].map(inspectorDate)).toEqual([instant, instant]);
      expect(inspectorDate(of2021)).toBe(`${instant.slice(0, 19)}.000Z`);
    }),
  );
});
