import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Path } from '../../functions/policy/source.ts';
import { withEpochSeconds } from '../fakes/ecr-times.ts';
import type { ScenarioSource } from './source.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Where the files of a step are, and its place for errors. */
export interface StepPlace {
  readonly source: ScenarioSource;
  /** Paths are relative to it. */
  readonly folder: string;
  /** Of the step. */
  readonly index: number;
}

/** The events of a file, one or a list: they have times of their own, which stay as they are. */
export const eventsAt = (path: string, place: StepPlace): readonly Json[] =>
  readText(path, ['event'], place, (text) => {
    const value: unknown = JSON.parse(text);
    return [value].flat().map(asObject);
  });

/** The JSON object of a file, its times as ECR sends them. */
export const readAt = (path: string, key: string, place: StepPlace): Json =>
  readText(path, [key], place, (text) => withEpochSeconds(objectIn(text)) as Json);

/** What `parse` makes of a file; what it throws is told at `key` of the step. */
export const readText = <T>(
  path: string,
  key: Path,
  { source, folder, index }: StepPlace,
  parse: (text: string) => T,
): T => {
  try {
    return parse(readFileSync(resolve(folder, path), 'utf8'));
  } catch (error) {
    throw source.error(['steps', index, ...key], `${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** The JSON object that a text is. */
export const objectIn = (text: string): Json => asObject(JSON.parse(text));

const asObject = (value: unknown): Json => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new Error('expected a JSON object');
};
