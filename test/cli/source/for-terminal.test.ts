import { describe, expect, test } from 'vitest';
import type { Knowledge } from '../../../cli/source/find-known.ts';
import { findKnown } from '../../../cli/source/find-known.ts';
import { forMachines } from '../../../cli/source/for-machines.ts';
import { forTerminal } from '../../../cli/source/for-terminal.ts';
import type { Sourced } from '../../../cli/source/sourced.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import { aLineageItem, aRegistry, RECORD_KEY } from '../../support/builders.ts';
import { aChangeRecord, aScanNewsRecord, ORIGIN } from '../kept-records.ts';

const AT = '2026-11-22T14:00:00.000Z';

/** What `record`, the only one, knows of its image. */
const knowledgeOf = (record: EvaluationRecord, at = AT): Promise<Knowledge> =>
  findKnown(aLineageItem({ heads: record.heads }), {
    digest: record.image.digest,
    at,
    unratedAs: 'MEDIUM',
    read: async () => ({ ...record, previous: null }),
  });

/** Who was told of its issues: one receiver of some, one of all. */
const toldRecord = (): EvaluationRecord => {
  const record = aChangeRecord();
  const [payments, hub] = ['2026-11-22T09:30:00.000Z', '2026-11-21T09:30:00.000Z'].map((at) => ({ at, rank: 4 }));
  const issues = Array.from({ length: 2 }, (_, copy) =>
    record.ledger.issues.map((issue, n) => ({
      ...issue,
      vulnerability: `CVE-2026-${copy}00${n}`,
      occurrences: issue.occurrences.map((each) => ({ ...each, severity: issue.severity })),
      told: { ...(hub && { hub }), ...(n < 2 && payments && { payments }) },
    })),
  );
  return { ...record, ledger: { ...record.ledger, issues: issues.flat() } };
};

const aSourced = async (overrides: Partial<Sourced> = {}): Promise<Sourced> => {
  const record = toldRecord();
  const { digest } = record.image;
  const meaning = { digest, since: '2026-11-22T09:00:00.000Z', until: '2026-11-23T08:00:00.000Z' };
  return {
    repository: 'payments/api',
    registry: aRegistry(),
    unwatched: null,
    at: AT,
    digest,
    tagged: { tag: 'latest', meaning },
    pushedAt: record.image.pushedAt,
    tagsNow: ['v1.4.3'],
    origin: ORIGIN,
    whyNoCommit: null,
    knowledge: [await knowledgeOf(record)],
    ...overrides,
  };
};

describe('an image at a moment', () => {
  test('is told whole', async () => {
    await expect(forTerminal(await aSourced())).toMatchFileSnapshot('golden/image.txt');
  });

  test('as JSON has every issue that was open', async () => {
    await expect(`${forMachines(await aSourced())}\n`).toMatchFileSnapshot('golden/image.json');
  });

  test('of which little is known makes nothing up', async () => {
    const said = forTerminal(
      await aSourced({
        tagged: { tag: 'v1', meaning: { digest: 'sha256:a', since: null, until: null } },
        unwatched: 'nothing of payments/api is evaluated: watch of tallyman.yaml leaves it out',
        pushedAt: null,
        tagsNow: null,
        origin: null,
        whyNoCommit: 'no record says, and ECR has the image no more',
        knowledge: [],
      }),
    );
    await expect(said).toMatchFileSnapshot('golden/unknown.txt');
  });

  test('that is not scanned is not called clean, and nobody steers the terminal', async () => {
    const record = aScanNewsRecord();
    const knowledge = [
      await knowledgeOf(record),
      { ...(await knowledgeOf(toldRecord())), lineage: 'payments/api:v*', isOver: true },
    ];
    const origin = { revision: null, url: 'https://github.com/acme/api' };
    const said = forTerminal(await aSourced({ tagged: null, knowledge, origin, whyNoCommit: '\u001b[2J' }));
    await expect(said).toMatchFileSnapshot('golden/not-scanned.txt');
    expect(said).not.toContain('\u001b');
  });

  test('whose scan found nothing is clean', async () => {
    const cleanSince = '2026-11-22T09:05:00.000Z';
    const knowledge = [{ lineage: 'payments/api', known: null, isOver: false, cleanSince, next: null, origin: null }];
    expect(forTerminal(await aSourced({ knowledge }))).toContain(
      '\nopen      none: its scan of 2026-11-22 09:05 found nothing\n',
    );
  });

  test.each([
    ['', 'nobody knows: no record has the image, be it not scanned, or with the same issues as the one before it'],
    [
      '2026-11-20T00:00:00.000Z',
      'nobody knew: the first record that has the image is 0123456789ab of 2026-11-22 09:30',
    ],
  ])('that no record has by then (%s) is not called clean', async (at, says) => {
    const record = toldRecord();
    const none: Knowledge = {
      lineage: 'payments/api',
      known: null,
      isOver: true,
      cleanSince: null,
      next: null,
      origin: null,
    };
    const next = { recordKey: RECORD_KEY, at: record.at };
    const knowledge = [
      none,
      ...(at === '' ? [] : [await knowledgeOf(record, at), { ...none, next: { ...next, at: '2026-12-01' } }]),
    ];
    expect(forTerminal(await aSourced({ at, knowledge }))).toContain(`\nopen      ${says}\n`);
  });
});
