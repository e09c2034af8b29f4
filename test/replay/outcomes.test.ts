import { describe, expect, test } from 'vitest';
import { outcomes } from '../../replay/outcomes.ts';

const line = (fields: Record<string, unknown>) => ({ function: 'f', at: '', text: '', fields });
const message = (messageId: string, body: object, reason?: string) => ({
  messageId,
  body: JSON.stringify(body),
  messageAttributes: reason === undefined ? {} : { reason: { StringValue: reason } },
});

describe('the outcome of an event', () => {
  test('is what its function logged last', () => {
    const ends = outcomes();
    ends.delivered(0, 'e1', ['m1']);
    ends.logged(line({ event: 'e1', outcome: 'ignored', reason: 'first' }));
    ends.logged(line({ event: 'e1', outcome: 'evaluated', reason: null, repository: 'payments/api' }));
    expect(ends.of(0)).toEqual([{ id: 'e1', outcome: 'evaluated', reason: null }]);
  });

  test('belongs to the step of the event, however late it comes', () => {
    const ends = outcomes();
    ends.delivered(0, 'e1', ['m1']);
    ends.delivered(1, 'e2', ['m2']);
    ends.logged(line({ event: 'e2', outcome: 'evaluated' }));
    ends.logged(line({ event: 'e1', outcome: 'unchanged', reason: 'seen' }));
    expect([ends.of(0), ends.of(1)]).toMatchObject([[{ outcome: 'unchanged' }], [{ outcome: 'evaluated' }]]);
  });

  test('is of its own, for an event that comes twice', () => {
    const ends = outcomes();
    ends.delivered(0, 'e1', ['m1']);
    ends.delivered(0, 'e1', ['m2']);
    ends.logged(line({ event: 'e1', outcome: 'evaluated' }));
    ends.logged(line({ event: 'e1', outcome: 'unchanged' }));
    expect(ends.of(0)).toMatchObject([{ outcome: 'evaluated' }, { outcome: 'unchanged' }]);
  });

  test('is told by the id of the message, where the event has none', () => {
    const ends = outcomes();
    ends.delivered(0, 'without id', ['m1']);
    ends.logged(line({ event: 'm1', outcome: 'dead-letter', reason: 'id is missing' }));
    expect(ends.of(0)).toMatchObject([{ outcome: 'dead-letter', reason: 'id is missing' }]);
  });

  test('is dead-letter, for a message that was received too often, with its last error', () => {
    const ends = outcomes();
    ends.delivered(0, 'e1', ['m1']);
    ends.logged(line({ messageId: 'm1', error: 'ServerException: once' }));
    ends.failed('m1', 'Task timed out after 60 seconds');
    expect(ends.deadLetter(message('m1', { id: 'e1' }))).toBe('Task timed out after 60 seconds');
    expect(ends.of(0)).toMatchObject([{ outcome: 'dead-letter', reason: 'Task timed out after 60 seconds' }]);
  });

  test('is dead-letter, for a message that its function put there, with the reason it gave', () => {
    const ends = outcomes();
    ends.delivered(0, 'e1', ['m1']);
    ends.deadLetter(message('another', { id: 'e1' }, 'detail.image-digest is missing'));
    expect(ends.of(0)).toMatchObject([{ outcome: 'dead-letter', reason: 'detail.image-digest is missing' }]);
  });

  test('stays what it is, when a dead letter is about something else', () => {
    const ends = outcomes();
    ends.delivered(0, 'e1', ['m1']);
    ends.logged(line({ event: 'e1', outcome: 'evaluated' }));
    ends.deadLetter(message('m9', { deliveryId: 'd1', receiver: 'payments' }, 'payments: invalid_auth'));
    expect(ends.of(0)).toMatchObject([{ outcome: 'evaluated' }]);
  });

  test('is never missing: what nothing came of is not well', () => {
    const ends = outcomes();
    ends.delivered(0, 'e1', ['m1']);
    ends.delivered(0, 'e2', ['m2']);
    ends.failed('m2', 'Error: no table');
    expect(ends.of(0)).toEqual([
      { id: 'e1', outcome: 'dead-letter', reason: 'nothing came of it in this replay' },
      { id: 'e2', outcome: 'dead-letter', reason: 'nothing came of it in this replay: Error: no table' },
    ]);
  });
});
