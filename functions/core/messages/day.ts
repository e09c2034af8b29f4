import type { Instant } from '../domain/image.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The day in UTC, such as `31 Oct`; with its year where that is not the year of `at`. */
export const day = (instant: Instant, at: Instant): string => {
  const [year, month, date] = instant.slice(0, 10).split('-');
  const short = `${Number(date)} ${MONTHS[Number(month) - 1]}`;
  return year === at.slice(0, 4) ? short : `${short} ${year}`;
};
