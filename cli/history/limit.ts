import { InvalidArgumentError } from 'commander';

/** A number of records. */
export const limitOf = (text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1000) return value;
  throw new InvalidArgumentError('write a number of records, at most 1000');
};
