import { describe, expect, test } from 'vitest';
import { linesLedBy, linesOf, withHead } from '../../../functions/core/domain/lineage.ts';
import { aDigest, aHead, anImage } from '../../support/builders.ts';

const none = () => false;

describe('lines', () => {
  test.each([
    ['v1.4.2', 'v*.*.*'],
    ['pr-41', 'pr-*'],
    ['3f9c2ab', '*'],
    ['main-3f9c2ab1d0', 'main-*'],
    ['1572471135', '*'],
    ['prod', 'prod'],
    ['release-2026-11-21', 'release-*-*-*'],
  ])('tag %s is in line %s', (tag, line) => {
    expect(linesOf([tag], none)).toEqual([line]);
  });

  test('tags of one shape are one line', () => {
    expect(linesOf(['v1.4.2', 'v1.4.3', 'prod'], none)).toEqual(['v*.*.*', 'prod']);
  });

  test('an image without tags is in the line untagged', () => {
    expect(linesOf([], none)).toEqual(['untagged']);
  });

  test('ignored tags make no line', () => {
    expect(linesOf(['pr-41', 'v1'], (tag) => tag.startsWith('pr-'))).toEqual(['v*']);
    expect(linesOf(['pr-41'], (tag) => tag.startsWith('pr-'))).toEqual([]);
  });
});

describe('heads', () => {
  const head = aHead({ digest: aDigest('b'), pushedAt: '2026-10-31T09:00:00.000Z' });
  const lines = ['v*.*.*'];

  test.each([
    ['a newer push', { digest: aDigest('a'), pushedAt: '2026-11-01T09:00:00.000Z' }, true],
    ['an older push', { digest: aDigest('c'), pushedAt: '2026-10-30T09:00:00.000Z' }, false],
    ['the head itself', { digest: head.digest, pushedAt: head.pushedAt }, true],
    ['a push at the same moment with the greater digest', { digest: aDigest('c'), pushedAt: head.pushedAt }, true],
    ['a push at the same moment with the lesser digest', { digest: aDigest('a'), pushedAt: head.pushedAt }, false],
  ])('%s leads: %o', (_, image, leads) => {
    expect(linesLedBy(anImage(image), lines, [head])).toEqual(leads ? lines : []);
  });

  test('each platform has a head of its own', () => {
    const arm = anImage({ platform: 'linux/arm64', pushedAt: '2026-01-01T00:00:00.000Z' });
    expect(linesLedBy(arm, lines, [head])).toEqual(lines);
    expect(withHead([head], arm, lines, '2026-11-21T08:00:00.000Z')).toHaveLength(2);
  });

  test('a new head takes the place of the old one, and the order does not depend on history', () => {
    const newer = anImage({ pushedAt: '2026-11-01T09:00:00.000Z', tags: ['v1.5.0', 'prod'] });
    const scannedAt = '2026-11-21T08:00:00.000Z';
    const heads = withHead([head], newer, ['v*.*.*', 'prod'], scannedAt);
    expect(heads.map(({ line, digest }) => [line, digest])).toEqual([
      ['prod', newer.digest],
      ['v*.*.*', newer.digest],
    ]);
    expect(withHead([], newer, ['prod', 'v*.*.*'], scannedAt)).toEqual(heads);
  });
});
