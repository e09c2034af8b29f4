import { wholeDays } from './days.ts';

/** After how many days a route reminds, such as `7d`. */
export const remind = wholeDays({
  what: 'time for a reminder',
  pattern: /^([1-9]|[1-8]\d|90)d$/,
  range: '1d to 90d, or leave remind out',
});
