import type { Issue } from '../../domain/ledger.ts';

/** Whether no live image that is scanned has the issue any more: only then is its finding archived. */
export const isOver = ({ state }: Issue): boolean => state === 'resolved' || state === 'unobserved';
