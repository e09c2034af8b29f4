import { describe, expect, test } from 'vitest';
import { drillRecord } from '../../../cli/drill/drill-record.ts';
import type { Receiver } from '../../../functions/core/domain/policy.ts';
import { asffFindings } from '../../../functions/core/messages/asff/findings.ts';
import type { AsffFinding } from '../../../functions/core/messages/asff/format.ts';
import { slackMessages } from '../../../functions/core/messages/slack/message.ts';
import { snsMessage } from '../../../functions/core/messages/sns/message.ts';
import { aBotReceiver, aPattern, aPolicy, aRegistry, aRoute, RECORD_KEY } from '../../support/builders.ts';

const RECEIVERS: readonly Receiver[] = [
  aBotReceiver('payments'),
  { name: 'on-call', channel: 'sns', email: ['oncall@acme.example'] },
  { name: 'hub', channel: 'security-hub' },
];
const policy = aPolicy({
  receivers: RECEIVERS,
  routes: [
    aRoute({
      to: 'payments',
      severity: 'HIGH',
      whose: { repository: [aPattern('payments/**')], tag: null },
      mention: 'here',
    }),
    aRoute({ to: 'on-call', severity: 'CRITICAL' }),
    aRoute({ to: 'hub' }),
    aRoute({ to: 'payments', otherwise: true }),
  ],
});
const at = '2026-11-21T08:00:00.000Z';
const record = drillRecord({ policy, receivers: RECEIVERS, registry: aRegistry(), at, trigger: 'drill 1' });
const told = (receiver: string) => ({ record, recordKey: RECORD_KEY, receiver });

describe('a drill', () => {
  test('reads as such in Slack, says by which routes alerts come, and calls nobody', async () => {
    const messages = slackMessages({ ...told('payments'), thread: true });
    expect(messages).toHaveLength(1);
    await expect(`${JSON.stringify(messages, null, 2)}\n`).toMatchFileSnapshot('golden/slack.json');
  });

  test('reads as such in an e-mail', async () => {
    const { subject, text } = snsMessage(told('on-call'));
    await expect(`${subject}\n\n${text}\n`).toMatchFileSnapshot('golden/email.txt');
  });

  test('is archived in Security Hub from the start, and is one finding however often it is drilled', () => {
    const findings = (of: typeof record) =>
      asffFindings({ ...told('hub'), record: of, unratedAs: 'MEDIUM', hash: (text) => text })
        .map(({ json }): AsffFinding => JSON.parse(json))
        .toArray();
    const [finding] = findings(record);
    expect(finding).toMatchObject({ RecordState: 'ARCHIVED', Title: expect.stringMatching(/^DRILL: /) });
    const later = { policy, receivers: RECEIVERS, registry: aRegistry(), at: '2026-11-22T08:00:00.000Z' };
    expect(findings(drillRecord({ ...later, trigger: 'drill 2' }))[0]?.Id).toBe(finding?.Id);
  });

  test('has an alert to those who are drilled, and to nobody else', () => {
    const some = drillRecord({ policy, receivers: RECEIVERS.slice(1), registry: aRegistry(), at, trigger: 'drill 1' });
    expect(some.alerts.map(({ receiver }) => receiver)).toEqual(['on-call', 'hub']);
  });

  test('is no part of the history of a repository', () => {
    expect(record).toMatchObject({ drill: true, previous: null, heads: [] });
  });
});
