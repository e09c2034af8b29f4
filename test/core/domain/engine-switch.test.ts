import { describe, expect, test } from 'vitest';
import { engineSwitchOf } from '../../../functions/core/domain/engine-switch.ts';
import type { Head } from '../../../functions/core/domain/lineage.ts';
import { successionOf } from '../../../functions/core/domain/succession.ts';
import { aDigest, aHead } from '../../support/builders.ts';

const release = aHead({ digest: aDigest('a') });
const rebuilt = aHead({ digest: aDigest('b') });
const branch = aHead({ digest: aDigest('c'), line: 'pr-*' });
const inspected = (head: Head): Head => ({ ...head, engine: 'enhanced' });

/** The heads before and now; what of them was scanned now. */
const switched = (before: readonly Head[], after: readonly Head[], scanned: readonly Head[]) =>
  engineSwitchOf(before, scanned, successionOf(before, after));

describe('another engine scans', () => {
  test('an image than before', () => {
    expect(switched([release, branch], [inspected(release), branch], [inspected(release)])).toEqual({
      from: 'basic',
      to: 'enhanced',
      begins: true,
      already: new Set(),
      places: new Set([release.digest]),
      scanned: new Set([release.digest]),
    });
  });

  test('what took the place of an image; others that it scanned before are known', () => {
    const before = [release, inspected(branch)];
    expect(switched(before, [inspected(rebuilt), inspected(branch)], [inspected(rebuilt)])).toEqual({
      from: 'basic',
      to: 'enhanced',
      begins: false,
      already: new Set([branch.digest]),
      places: new Set([release.digest]),
      scanned: new Set([rebuilt.digest]),
    });
  });

  test('back', () => {
    expect(switched([inspected(release)], [release], [release])).toMatchObject({ from: 'enhanced', to: 'basic' });
  });
});

describe('no other engine scans', () => {
  test.each([
    ['what the same one scans', [release], [rebuilt], [rebuilt]],
    ['the first image', [], [inspected(release)], [inspected(release)]],
    ['what came to a line of its own', [release], [release, inspected(branch)], [inspected(branch)]],
    ['what was not scanned', [release], [inspected(release)], []],
  ])('%s', (_, before, after, scanned) => {
    expect(switched(before, after, scanned)).toBe(null);
  });
});
