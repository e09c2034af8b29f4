import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Json = Readonly<Record<string, unknown>>;

const FIXTURES = join(import.meta.dirname, '../fixtures');

const read = (path: string): Json => JSON.parse(readFileSync(join(FIXTURES, path), 'utf8'));

/** A sample event, as it was delivered. */
export const sampleEvent = (name: string): Json => read(`events/${name}.json`);

/** A sample answer of DescribeImageScanFindings, for whatever image the event names. */
export const sampleAnswer = (name: string): Json => {
  const { repositoryName: _, registryId: __, imageId: ___, ...answer } = read(`ecr/${name}.json`);
  return answer;
};

/** The same answer as the only page there is. */
export const onlyPage = ({ nextToken: _, ...page }: Json): Json => page;
