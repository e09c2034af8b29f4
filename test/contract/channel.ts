import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Channel } from '../../functions/core/ports/channel.ts';
import type { DeliveryOutcome, Receipts } from '../../functions/core/ports/deliveries.ts';
import { aFindingsAlert, aLedger, anIssue, aRecord, aSummaryAlert, RECORD_KEY } from '../support/builders.ts';

/** How the receiving side answers; null for its usual self. */
interface Weather {
  readonly status: number;
  /** Seconds. */
  readonly retryAfter?: number;
  readonly body?: string;
}

/** A channel whose policy has the receiver `payments`, and what stands behind it. */
export interface Outside {
  readonly channel: Channel;
  /** Must never be told. */
  readonly secret: string;
  weather(weather: Weather | null): void;
  /** What was accepted, in order, as text that people read. */
  accepted(): readonly string[];
}

const issues = Array.from({ length: 300 }, (_, n) => anIssue({ vulnerability: `CVE-2026-${n}`, severity: 'CRITICAL' }));
/** So much to tell that one message cannot hold it. */
export const A_LONG_RECORD = aRecord({
  alerts: [aSummaryAlert({ issues: issues.map((_, index) => index) })],
  ledger: aLedger({ issues }),
});

/** The same to tell, to Security Hub. */
export const A_LONG_RECORD_OF_FINDINGS = aRecord({
  ...A_LONG_RECORD,
  alerts: [aFindingsAlert({ issues: issues.map((_, index) => index) })],
});

export const deliver = (
  channel: Channel,
  { receiver = 'payments', receipts = [] as Receipts, keep = async (_: Receipts): Promise<void> => {} } = {},
  record = A_LONG_RECORD,
): Promise<DeliveryOutcome> => channel.deliver(record, RECORD_KEY, receiver, receipts, keep);

/**
 * What every channel promises.
 *
 * @param record - so much to tell that one message cannot hold it
 */
export const channelContract = (reach: () => Promise<Outside>, record = A_LONG_RECORD): void => {
  const tell = (channel: Channel, options: Parameters<typeof deliver>[1] = {}) => deliver(channel, options, record);

  test('an alert is delivered, and each accepted part is kept at once', async () => {
    const { channel, accepted } = await reach();
    const kept: Receipts[] = [];
    const outcome = await tell(channel, {
      keep: async (receipts) => {
        expect(receipts).toHaveLength(accepted().length);
        kept.push(receipts);
      },
    });
    expect(outcome).toEqual({ kind: 'delivered', receipts: kept.at(-1) });
    expect(kept).toHaveLength(accepted().length);
    expect(accepted()[0]).toContain('payments/api:v1.4.2');
  });

  test('what was accepted is not sent again', async () => {
    const { channel, accepted } = await reach();
    const outcome = await tell(channel);
    const before = [...accepted()];
    const receipts = outcome.kind === 'delivered' ? outcome.receipts : [];
    expect(await tell(channel, { receipts })).toEqual(outcome);
    expect(accepted()).toEqual(before);
  });

  test('what could not be kept is thrown: the next try finds what was kept before', async () => {
    const { channel } = await reach();
    const keep = () => Promise.reject(new Error('the table is away'));
    await expect(tell(channel, { keep })).rejects.toThrow('the table is away');
  });

  test.each<[Weather, DeliveryOutcome['kind'], number]>([
    [{ status: 429, retryAfter: 7200 }, 'retry', 7200],
    [{ status: 429 }, 'retry', 0],
    [{ status: 500 }, 'retry', 0],
    [{ status: 502, body: '<html>Bad gateway</html>' }, 'retry', 0],
    [{ status: 503, retryAfter: 60 }, 'retry', 60],
    [{ status: 504, body: '' }, 'retry', 0],
    [{ status: 200, body: '<html>Sign in to the proxy</html>' }, 'retry', 0],
    [{ status: 200, body: '' }, 'retry', 0],
    [{ status: 200, body: 'null' }, 'retry', 0],
    [{ status: 403, body: '' }, 'refused', 0],
    [{ status: 404, body: '<html>Not found</html>' }, 'refused', 0],
    [{ status: 410, body: '' }, 'refused', 0],
  ])('answered %j, it is %s', async (weather, kind, afterSeconds) => {
    const outside = await reach();
    outside.weather(weather);
    const outcome = await tell(outside.channel);
    expect(outcome).toEqual(
      kind === 'retry'
        ? { kind, reason: expect.stringContaining(String(weather.status)), afterSeconds }
        : { kind, reason: expect.stringContaining(String(weather.status)), remedy: expect.stringMatching(/./) },
    );
    outside.weather(null);
    expect(await tell(outside.channel)).toMatchObject({ kind: 'delivered' });
  });

  test('a receiver that the policy no longer has is refused, with the remedy', async () => {
    const { channel, accepted } = await reach();
    expect(await tell(channel, { receiver: 'gone' })).toEqual({
      kind: 'refused',
      reason: 'the policy has no receiver gone any more',
      remedy: expect.stringContaining('tallyman.yaml'),
    });
    expect(accepted()).toEqual([]);
  });

  describe('never tells its secret, though it were told it', () => {
    test.each([200, 400, 401, 403, 404, 429, 500])('with HTTP %i', async (status) => {
      const { channel, secret, weather } = await reach();
      const message = `[ERROR] ${secret}`;
      const echoes = [secret, JSON.stringify({ ok: false, error: secret }), `<html>${secret}</html>`];
      const echo = {
        ok: false,
        error: 'invalid_auth',
        response_metadata: { messages: [message], warnings: [message] },
      };
      for (const body of [...echoes, JSON.stringify(echo)]) {
        weather({ status, body });
        const outcome = await tell(channel).catch((error: unknown) => error);
        expect(inspect(outcome, { depth: null, showHidden: true })).not.toContain(secret);
      }
    });
  });
};
