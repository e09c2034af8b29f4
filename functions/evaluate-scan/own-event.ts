import * as z from 'zod/mini';
import { digest, eventShape, readEvent, text } from '../event-shape.ts';
import type { Due, Found, Posture, Swept } from './nudge.ts';

// As `adapters/sqs/nudges.ts` writes them.
const due = eventShape(() => ({ detail: z.object({ 'repository-name': text, lineage: text }) }));
const found = eventShape(() => ({ detail: z.object({ 'repository-name': text, 'image-digest': digest }) }));
const swept = eventShape(() => ({
  detail: z.object({ 'repository-name': text, 'image-digest': digest, first: z.boolean() }),
}));
const scanningSeen = eventShape(() => ({ detail: z.object({ 'repository-name': text, 'scan-frequency': text }) }));

export const parseDue = (event: unknown): Due => {
  const { id, account, region, detail } = readEvent(due, event);
  return { kind: 'due', id, account, region, repository: detail['repository-name'], lineage: detail.lineage };
};

export const parseFound = (event: unknown): Found => {
  const { id, account, region, detail } = readEvent(found, event);
  return { kind: 'found', id, account, region, repository: detail['repository-name'], digest: detail['image-digest'] };
};

export const parseSwept = (event: unknown): Swept => {
  const { id, account, region, detail } = readEvent(swept, event);
  const image = { repository: detail['repository-name'], digest: detail['image-digest'] };
  return { kind: 'swept', id, account, region, ...image, first: detail.first };
};

export const parseScanningSeen = (event: unknown): Posture => {
  const { id, account, region, detail } = readEvent(scanningSeen, event);
  const seen = { repository: detail['repository-name'], frequency: detail['scan-frequency'], previous: null };
  return { kind: 'posture', id, account, region, repositories: [seen] };
};
