import { ANSWERS } from './answers.ts';
import { ENGINES } from './engines.ts';
import { EVENTS } from './events.ts';
import { EXCEPTIONS } from './exceptions.ts';
import { IMAGES } from './images.ts';
import { PAYLOADS } from './payloads.ts';
import type { Topic } from './row.ts';
import { SILENCE } from './silence.ts';
import { STATUSES } from './statuses.ts';

/** All that is covered, in the order of the page. */
export const TOPICS: readonly Topic[] = [
  {
    title: 'Events',
    says: 'What EventBridge delivers to the default bus, and which of it somebody takes.',
    rows: EVENTS,
  },
  {
    title: 'Statuses',
    says: 'Each status, by each engine that says it, for an image alone and for a part of an index; on an image that was never scanned, and on a live one with an open issue. The second time says nothing.',
    rows: STATUSES,
  },
  {
    title: 'Answers',
    says: 'What a status alone does not say: findings that are late, and what is told again.',
    rows: ANSWERS,
  },
  {
    title: 'Exceptions',
    says: 'Each exception that the SDK names for a call, and those that every call has.',
    rows: EXCEPTIONS,
  },
  { title: 'Engines', says: 'What enhanced scanning alone knows, and what comes of another engine.', rows: ENGINES },
  { title: 'Images', says: 'What a digest can be, and become.', rows: IMAGES },
  { title: 'Payloads', says: 'What answers look like, as far as anybody published them.', rows: PAYLOADS },
  { title: 'Silence', says: 'Events are best effort: what happens where none comes.', rows: SILENCE },
];
