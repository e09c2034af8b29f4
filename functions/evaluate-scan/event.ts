import * as z from 'zod/mini';
import { parseJson, readEvent } from '../event-shape.ts';
import { parseImageAction } from './image-action-event.ts';
import type { Nudge } from './nudge.ts';
import { parseDue, parseFound, parseScanningSeen, parseSwept } from './own-event.ts';
import { parseScan } from './scan-event.ts';
import { parseScanningChange } from './scanning-change-event.ts';

/** By detail type. */
const PARSERS = {
  'ECR Image Scan': parseScan,
  'Inspector2 Scan': parseScan,
  'ECR Image Action': parseImageAction,
  'ECR Scan Resource Change': parseScanningChange,
  'Lineage Due': parseDue,
  'Findings Changed': parseFound,
  'Image Swept': parseSwept,
  'Scanning Seen': parseScanningSeen,
} as const satisfies Readonly<Record<string, (event: unknown) => Nudge>>;

const TYPES = Object.keys(PARSERS) as (keyof typeof PARSERS)[];
const typed = z.object({ 'detail-type': z.enum(TYPES, `one of ${TYPES.join(', ')}`) });

/**
 * Reads an event of ECR or Inspector as EventBridge puts it into the queue, or one of our own.
 *
 * @throws MalformedEventError that names the first path that is wrong, and its value
 */
export const parseEvent = (body: string): Nudge => {
  const event = parseJson(body);
  return PARSERS[readEvent(typed, event)['detail-type']](event);
};
