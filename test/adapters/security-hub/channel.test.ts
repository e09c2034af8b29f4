import { inspect } from 'node:util';
import { BatchImportFindingsCommand } from '@aws-sdk/client-securityhub';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { batches } from '../../../functions/adapters/security-hub/batches.ts';
import { securityHubChannel } from '../../../functions/adapters/security-hub/channel.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import type { Packed } from '../../../functions/core/messages/asff/findings.ts';
import type { Receipts } from '../../../functions/core/ports/deliveries.ts';
import { A_LONG_RECORD_OF_FINDINGS, deliver } from '../../contract/channel.ts';
import { dropped } from '../../support/aws.ts';
import {
  aDigest,
  aFindingsAlert,
  aHead,
  aLedger,
  anIssue,
  anOccurrence,
  aPolicy,
  aRecord,
  aSecurityHubReceiver,
  RECORD_KEY,
} from '../../support/builders.ts';
import { type SecurityHub, startSecurityHub } from '../../support/security-hub.ts';

let hub: SecurityHub;
beforeEach(async () => {
  hub = await startSecurityHub();
});
afterEach(() => hub.stop());

const channelTo = ({ client }: SecurityHub) =>
  securityHubChannel({ policy: aPolicy({ receivers: [aSecurityHubReceiver()] }), client });
const tell = (record: EvaluationRecord = A_LONG_RECORD_OF_FINDINGS, options = {}, to = hub) =>
  deliver(channelTo(to), options, record);
const shortly = () => tell(aRecord({ alerts: [aFindingsAlert()] }));
const sizes = () => hub.fake.calls.map(({ findings }) => findings.length);
const ids = () => hub.fake.calls.flatMap(({ findings }) => findings.map(({ Id }) => String(Id)));

/** The `Id` of each of the 300 findings. */
const allIds = async (): Promise<readonly string[]> => {
  const other = await startSecurityHub();
  await tell(A_LONG_RECORD_OF_FINDINGS, {}, other);
  await other.stop();
  return [...other.fake.findings.keys()];
};

describe('importing', () => {
  test('takes 100 findings a call, in the order of the alert, each once', async () => {
    expect(await tell()).toEqual({ kind: 'delivered', receipts: ['100', '100', '100'] });
    expect(sizes()).toEqual([100, 100, 100]);
    expect(new Set(ids()).size).toBe(300);
    const names = hub.fake.calls.flatMap(({ findings }) => findings.map(({ Title }) => String(Title).split(' ')[0]));
    expect(names).toEqual(A_LONG_RECORD_OF_FINDINGS.ledger.issues.map(({ vulnerability }) => vulnerability));
    expect(ids()[0]).toMatch(/^tallyman\/[0-9a-f]{64}$/);
  });

  test('writes what the SDK would have written', async () => {
    await tell();
    const [ours] = hub.fake.calls;
    const Findings = JSON.parse(JSON.stringify(ours?.findings ?? []));
    await hub.client.send(new BatchImportFindingsCommand({ Findings }));
    expect(hub.fake.calls.at(-1)?.findings).toEqual(ours?.findings);
    expect(hub.fake.calls.at(-1)?.imported).toHaveLength(100);
  });

  test('goes on after what was imported', async () => {
    let receipts: Receipts = [];
    const interrupted = await tell(undefined, {
      keep: async (soFar: Receipts) => {
        receipts = soFar;
        hub.fake.behave({ status: 429, retryAfter: 7 });
      },
    });
    expect(interrupted).toMatchObject({ kind: 'retry', afterSeconds: 7 });
    hub.fake.behave(null);
    expect(await tell(undefined, { receipts })).toEqual({ kind: 'delivered', receipts: ['100', '100', '100'] });
    expect(sizes()).toEqual([100, 100, 100, 100]);
    expect(hub.fake.findings.size).toBe(300);
  });

  test('goes on where it was, though batches are of another size since', async () => {
    expect(await tell(undefined, { receipts: ['250'] })).toEqual({ kind: 'delivered', receipts: ['250', '50'] });
    expect(sizes()).toEqual([50]);
  });

  test('the same record again changes nothing', async () => {
    await tell();
    const before = structuredClone([...hub.fake.findings.values()]);
    expect(await tell()).toMatchObject({ kind: 'delivered' });
    expect([...hub.fake.findings.values()]).toEqual(before);
  });

  test('an issue that is resolved is archived, and active again when it comes back', async () => {
    const at = (minute: number) => `2026-11-21T08:0${minute}:05.000Z`;
    const told = (minute: number, state: 'open' | 'resolved') =>
      tell(
        aRecord({
          at: at(minute),
          alerts: [aFindingsAlert()],
          ledger: aLedger({ issues: [anIssue({ state, ...(state === 'resolved' && { occurrences: [] }) })] }),
        }),
      );
    const states: unknown[] = [];
    for (const [minute, state] of (['open', 'resolved', 'open'] as const).entries()) {
      await told(minute, state);
      states.push([...hub.fake.findings.values()].map(({ RecordState, UpdatedAt }) => [RecordState, UpdatedAt]));
    }
    expect(states).toEqual([[['ACTIVE', at(0)]], [['ARCHIVED', at(1)]], [['ACTIVE', at(2)]]]);
  });

  test('an older record that comes late does not undo a newer one', async () => {
    const record = (at: string, state: 'open' | 'resolved') =>
      aRecord({ at, alerts: [aFindingsAlert()], ledger: aLedger({ issues: [anIssue({ state })] }) });
    await tell(record('2026-11-22T08:00:00.000Z', 'resolved'));
    expect(await tell(record('2026-11-21T08:00:00.000Z', 'open'))).toMatchObject({ kind: 'delivered' });
    expect([...hub.fake.findings.values()]).toMatchObject([{ RecordState: 'ARCHIVED' }]);
  });

  test('a record without findings for the receiver is an error', async () => {
    await expect(tell(aRecord())).rejects.toThrow(
      `${RECORD_KEY} has no findings for "payments": look at which evaluation sent the delivery`,
    );
  });
});

describe('findings that fail', () => {
  test('are tried once more without the rest', async () => {
    const [, second = '', third = ''] = await allIds();
    const flaky = await startSecurityHub((answer) => {
      flaky.fake.behave(null);
      return answer;
    });
    flaky.fake.behave({ failing: { [second]: 'InternalFailure', [third]: 'InternalFailure' } });
    expect(await tell(undefined, {}, flaky)).toEqual({ kind: 'delivered', receipts: ['100', '100', '100'] });
    await flaky.stop();
    const [, again] = flaky.fake.calls;
    expect(flaky.fake.calls.map(({ findings }) => findings.length)).toEqual([100, 2, 100, 100]);
    expect(again?.imported).toEqual([second, third]);
    expect(flaky.fake.findings.size).toBe(300);
  });

  test('for good are named, after everything else was imported; nothing is kept that was not imported whole', async () => {
    const all = await allIds();
    const bad = [120, 130, 140, 150].map((at) => all[at] ?? '');
    hub.fake.behave({ failing: Object.fromEntries(bad.map((id) => [id, 'InvalidInput'])) });
    let kept: Receipts = [];
    const keep = async (receipts: Receipts) => {
      kept = receipts;
    };
    expect(await tell(undefined, { keep })).toEqual({
      kind: 'refused',
      reason: `Security Hub refused ${bad[0]} (InvalidInput), ${bad[1]} (InvalidInput), ${bad[2]} (InvalidInput), 1 more, and took the rest`,
      remedy: `report it with ${RECORD_KEY}: Tallyman made a finding that Security Hub does not take`,
    });
    expect(hub.fake.findings.size).toBe(296);
    expect(kept).toEqual(['100']);
    hub.fake.behave(null);
    expect(await tell(undefined, { receipts: kept })).toEqual({ kind: 'delivered', receipts: ['100', '100', '100'] });
    expect(hub.fake.findings.size).toBe(300);
  });

  test.each(['InternalFailure', 'LimitExceeded', 'AWordOfTomorrow', 'Unknown', 'made up <b>'])(
    'with %s are to be tried again, after everything else was imported',
    async (code) => {
      const [first = '', second = ''] = await allIds();
      hub.fake.behave({ failing: { [first]: code, [second]: 'InvalidInput' } });
      expect(await tell()).toEqual({
        kind: 'retry',
        reason: `Security Hub did not import ${first} (${/^\w+$/.test(code) ? code : 'Unknown'})`,
        afterSeconds: 0,
      });
      expect(hub.fake.findings.size).toBe(298);
    },
  );

  test('a call refused as a whole is taken apart, down to the finding that is to blame', async () => {
    const [, , , bad = ''] = await allIds();
    const strict = await startSecurityHub((answer, { body }) => {
      if (!body.includes(bad)) return answer;
      return {
        status: 400,
        headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'InvalidInputException' },
        body: JSON.stringify({ Message: 'Invalid parameter' }),
      };
    });
    expect(await tell(undefined, {}, strict)).toMatchObject({
      kind: 'refused',
      reason: `Security Hub refused ${bad} (InvalidInputException), and took the rest`,
    });
    await strict.stop();
    const taken = strict.fake.calls.filter(({ findings }) => !findings.some(({ Id }) => Id === bad));
    expect(taken.flatMap(({ imported }) => imported)).toHaveLength(299);
  });
});

describe('Security Hub that names a finding nobody sent', () => {
  test('is asked again later', async () => {
    const FailedFindings = [{ Id: 'tallyman/0', ErrorCode: 'InternalFailure', ErrorMessage: 'x' }];
    hub.fake.behave({ body: JSON.stringify({ SuccessCount: 0, FailedCount: 1, FailedFindings }) });
    expect(await shortly()).toMatchObject({ kind: 'retry', reason: expect.stringContaining('tallyman/0') });
    expect(sizes()).toEqual([1]);
  });
});

describe('Security Hub that is not enabled', () => {
  test.each(['finding', 'call'] as const)('is refused once with the remedy: said of each %s', async (disabled) => {
    hub.fake.behave({ disabled });
    expect(await tell()).toEqual({
      kind: 'refused',
      reason: 'Security Hub CSPM is not enabled in 111122223333 eu-west-1',
      remedy:
        'enable it there and start the redrive of the dead letters, or take payments out of tallyman.yaml and deploy',
    });
    expect(sizes()).toEqual([100]);
  });
});

describe('Security Hub that is switched off in the middle of a batch', () => {
  test('is refused as not enabled', async () => {
    const [first = '', second = ''] = await allIds();
    hub.fake.behave({ failing: { [first]: 'InvalidAccess', [second]: 'InvalidAccess' } });
    expect(await tell()).toMatchObject({ kind: 'refused', reason: expect.stringContaining('is not enabled') });
  });
});

describe('what Security Hub says', () => {
  test.each([
    ['LimitExceededException', 429],
    ['TooManyRequestsException', 429],
    ['ThrottlingException', 429],
    ['InternalException', 500],
    ['ExpiredTokenException', 400],
  ])('%s passes by itself', async (error, status) => {
    hub.fake.behave({ error });
    expect(await shortly()).toEqual({
      kind: 'retry',
      reason: `Security Hub answered ${status} ${error}`,
      afterSeconds: 0,
    });
  });

  test.each([
    ['AccessDeniedException', 403, 'deploy the stack again'],
    ['UnrecognizedClientException', 400, 'documentation of BatchImportFindings says of UnrecognizedClientException'],
  ])('%s is refused, with the remedy', async (error, status, remedy) => {
    hub.fake.behave({ error });
    expect(await shortly()).toEqual({
      kind: 'refused',
      reason: `Security Hub answered ${status} ${error}`,
      remedy: expect.stringContaining(remedy),
    });
  });

  test('success without counts, or failures that it does not name, is not taken for success', async () => {
    for (const body of ['{}', '{"SuccessCount":0,"FailedCount":1,"FailedFindings":[]}']) {
      hub.fake.behave({ body });
      expect(await shortly()).toMatchObject({
        kind: 'retry',
        reason: expect.stringContaining('answered 200, but not'),
      });
    }
  });

  test('no reason holds what was found', async () => {
    const secret = 'the description of a flaw';
    const detail = { ...anIssue().detail, description: secret };
    const record = aRecord({ alerts: [aFindingsAlert()], ledger: aLedger({ issues: [anIssue({ detail })] }) });
    for (const behaviour of [{ disabled: 'call' }, { error: 'InvalidInputException' }, { status: 500 }] as const) {
      hub.fake.behave(behaviour);
      expect(inspect(await tell(record))).not.toContain(secret);
    }
  });
});

describe('Security Hub that is not answered', () => {
  const unanswered = { kind: 'retry', reason: 'Security Hub did not answer', afterSeconds: 0 };

  test('is to be tried again: nobody there', async () => {
    await hub.stop();
    expect(await shortly()).toEqual(unanswered);
  });

  test('is to be tried again: the connection ends without an answer', async () => {
    const away = await startSecurityHub(() => 'drop');
    expect(await tell(undefined, {}, away)).toEqual(unanswered);
    await away.stop();
  });

  test('is to be tried again: the connection drops in the middle of the answer', async () => {
    const torn = await startSecurityHub(dropped);
    expect(await tell(undefined, {}, torn)).toMatchObject({ kind: 'retry', afterSeconds: 0 });
    await torn.stop();
  });
});

describe('batches', () => {
  const anyFindings = fc
    .array(fc.integer({ min: 1, max: 235_000 }), { maxLength: 250 })
    .map((lengths) => lengths.map((length, n) => ({ id: String(n), json: 'é'.repeat(length / 2) as Packed['json'] })));

  const bytes = (batch: readonly Packed[]) => Buffer.byteLength(batch.map(({ json }) => json).join(','));

  test('hold what Security Hub takes, and lose nothing', () => {
    fc.assert(
      fc.property(anyFindings, (findings) => {
        const packed = [...batches(findings)];
        expect(packed.flat()).toEqual(findings);
        for (const batch of packed) {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(100);
          expect(bytes(batch)).toBeLessThanOrEqual(6_000_000 - '{"Findings":[]}'.length);
        }
        // None could have taken the first of the next.
        for (const [at, [next]] of packed.slice(1).entries()) {
          const fuller = [...(packed[at] ?? []), ...(next ? [next] : [])];
          expect(fuller.length > 100 || bytes(fuller) > 5_890_000).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('of large findings are taken whole', async () => {
    const tags = Array.from({ length: 20 }, (_, n) => `${n}`.padEnd(300, 'x'));
    const heads = [...'0123456789abcdef'].flatMap((digit) =>
      [0, 1].map((half) => aHead({ line: `${digit}${half}`, digest: `${aDigest(digit)}${half}`, tags })),
    );
    const occurrences = heads.map(({ digest }) => anOccurrence({ digest }));
    const issues = Array.from({ length: 60 }, (_, n) => anIssue({ vulnerability: `CVE-2026-${n}`, occurrences }));
    const alerts = [aFindingsAlert({ issues: issues.map((_, index) => index) })];
    expect(await tell(aRecord({ alerts, heads, ledger: aLedger({ issues }) }))).toMatchObject({ kind: 'delivered' });
    expect(sizes()).toEqual([28, 28, 4]);
    expect(hub.fake.findings.size).toBe(60);
  });
});
