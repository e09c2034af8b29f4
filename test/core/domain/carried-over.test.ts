import { describe, expect, test } from 'vitest';
import { carriedOver } from '../../../functions/core/domain/carried-over.ts';
import type { Finding } from '../../../functions/core/domain/finding.ts';
import { findingsIn } from '../../../functions/core/domain/found.ts';
import type { Issue } from '../../../functions/core/domain/ledger.ts';
import { aDigest, aFinding, anIssue, anOccurrence } from '../../support/builders.ts';

const [here, yet, already] = [aDigest('a'), aDigest('b'), aDigest('c')];

const asDeb = (packageName: string, overrides: Partial<Finding> = {}): Finding =>
  aFinding({ packageType: 'DPKG', packageName, ...overrides });

const inImages = (...digests: readonly string[]) => digests.map((digest) => anOccurrence({ digest }));
const openssl = (overrides: Partial<Issue> = {}): Issue => anIssue({ occurrences: inImages(here), ...overrides });
const told = (receiver: string, rank: number): Issue['told'] => ({
  [receiver]: { at: `2026-11-0${rank}T08:00:00.000Z`, rank },
});

/** Issues after enhanced scanned `here`: not `yet` scanned `yet`, and `already` before. */
const carried = (issues: readonly Issue[], findings: readonly Finding[], others: readonly Finding[] = []) =>
  carriedOver(issues, {
    findings: findingsIn([
      { digest: here, platform: null, findings },
      { digest: already, platform: null, findings: others },
    ]),
    switched: {
      from: 'basic',
      to: 'enhanced',
      begins: false,
      places: new Set([here]),
      scanned: new Set([here]),
      already: new Set([already]),
    },
    standsFor: (digest) => digest,
    unratedAs: 'MEDIUM',
  });

describe('an issue that another engine lists', () => {
  test('by the same name is the same', () => {
    expect(carried([openssl()], [aFinding()])).toEqual([openssl()]);
  });

  test('by another name has that, and all else that it had', () => {
    const issue = openssl({ told: told('payments', 4), toldEarlier: told('platform', 3), firstSeenAt: '2026-01-01' });
    expect(carried([issue], [asDeb('libssl3')])).toEqual([{ ...issue, packageType: 'DPKG', packageName: 'libssl3' }]);
  });

  test('by several names is each of them', () => {
    const issue = openssl({ told: told('payments', 4) });
    const names = ['libssl3', 'openssl-bin'];
    expect(
      carried(
        [issue],
        names.map((name) => asDeb(name)),
      ),
    ).toEqual(names.map((packageName) => ({ ...issue, packageType: 'DPKG', packageName })));
  });

  test('by its name and another is both', () => {
    const issue = openssl({ told: told('payments', 4) });
    expect(carried([issue], [aFinding(), asDeb('libssl3')])).toEqual([
      issue,
      { ...issue, packageType: 'DPKG', packageName: 'libssl3' },
    ]);
  });

  test('by no name stays what it is', () => {
    const issue = openssl();
    expect(carried([issue], [asDeb('zlib1g', { vulnerability: 'CVE-2' })])).toEqual([issue]);
  });

  test('elsewhere is none of these', () => {
    const issue = openssl({ occurrences: inImages(yet) });
    expect(carried([issue], [asDeb('libssl3')])).toEqual([issue]);
    const over = openssl({ state: 'resolved', occurrences: [] });
    expect(carried([over], [asDeb('libssl3')])).toEqual([over]);
  });
});

describe('issues that another engine lists by one name', () => {
  const open = openssl({
    severity: 'HIGH',
    firstSeenAt: '2026-03-01',
    openedAt: '2026-03-02',
    told: { ...told('payments', 3), ...told('platform', 4) },
  });
  const worse = openssl({
    packageName: 'libssl',
    severity: 'CRITICAL',
    firstSeenAt: '2026-02-01',
    openedAt: '2026-04-01',
    told: { ...told('payments', 4), ...told('platform', 3) },
    occurrences: inImages(here, yet),
  });

  test('are one, as bad as the worst, as old as the oldest, and as well known as the best', () => {
    expect(carried([open, worse], [asDeb('libssl3')])).toEqual([
      {
        ...worse,
        packageType: 'DPKG',
        packageName: 'libssl3',
        firstSeenAt: '2026-02-01',
        openedAt: '2026-03-02',
        told: { ...told('payments', 4), ...told('platform', 4) },
        occurrences: inImages(here, yet, here),
      },
    ]);
  });

  test('are open where one is', () => {
    const accepted: Issue = { ...worse, state: 'accepted' };
    expect(carried([accepted, open], [asDeb('libssl3')])).toMatchObject([{ state: 'open' }]);
    expect(carried([accepted], [asDeb('libssl3')])).toMatchObject([{ state: 'accepted' }]);
  });

  test('go into the one that is open by that name', () => {
    const own = openssl({ ...open, packageType: 'DPKG', packageName: 'libssl3', occurrences: inImages(already) });
    expect(carried([open, own], [asDeb('libssl3')])).toEqual([{ ...own, occurrences: inImages(already, here) }]);
    expect(carried([worse, own], [asDeb('libssl3')])).toMatchObject([{ severity: 'CRITICAL', packageName: 'libssl3' }]);
  });

  test('take the place of the one that was closed by that name: it was seen when that was', () => {
    const own = openssl({
      packageType: 'DPKG',
      packageName: 'libssl3',
      state: 'resolved',
      occurrences: [],
      firstSeenAt: '2026-01-01',
      told: told('on-call', 4),
    });
    const [issue, ...others] = carried([own, open], [asDeb('libssl3')]);
    expect(others).toEqual([]);
    expect(issue).toEqual({ ...open, packageType: 'DPKG', packageName: 'libssl3', firstSeenAt: '2026-01-01' });
  });

  test('leave one that is open by a name of its own as it is, where there is another name', () => {
    const own = openssl({ packageType: 'DPKG', packageName: 'libssl3', occurrences: inImages(already) });
    const after = carried([open, own], [asDeb('libssl3'), asDeb('openssl-bin')]);
    expect(after).toEqual([own, { ...open, packageType: 'DPKG', packageName: 'openssl-bin' }]);
  });
});

describe('an issue that goes on by its name in another image', () => {
  const issue = openssl({ occurrences: inImages(here, yet, already) });
  const renamed = { ...issue, packageType: 'DPKG', packageName: 'libssl3', occurrences: inImages(here, yet) };

  test('is there besides, as its last scan says', () => {
    expect(carried([issue], [asDeb('libssl3')])).toEqual([issue, renamed]);
  });

  test('is there besides, as a scan just now says', () => {
    const there = openssl({ occurrences: inImages(here) });
    expect(carried([there], [asDeb('libssl3')], [aFinding()])).toEqual([
      there,
      { ...renamed, occurrences: inImages(here) },
    ]);
  });
});
