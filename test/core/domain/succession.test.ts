import { describe, expect, test } from 'vitest';
import type { Head } from '../../../functions/core/domain/lineage.ts';
import { successionOf } from '../../../functions/core/domain/succession.ts';
import { aHead } from '../../support/builders.ts';

const head = (digest: string, line: string, platform: string | null = null): Head => aHead({ digest, line, platform });

const between = (before: readonly Head[], after: readonly Head[]) => {
  const { live, successors, vanished, predecessors } = successionOf(before, after);
  return {
    live: [...live],
    successors: [...successors],
    vanished: [...vanished],
    predecessors: Object.fromEntries([...predecessors].map(([digest, all]) => [digest, [...all].sort()])),
  };
};

describe('a digest that left', () => {
  test('has the one that took its place for its successor', () => {
    expect(between([head('old', 'v*')], [head('new', 'v*')])).toEqual({
      live: ['new'],
      successors: [['old', 'new']],
      vanished: [],
      predecessors: { new: ['old'] },
    });
  });

  test('has it on its own platform of its own line, and no other', () => {
    const before = [head('a', 'prod', 'linux/amd64'), head('b', 'v*', 'linux/amd64'), head('c', 'v*', 'linux/arm64')];
    const after = [head('a2', 'prod', 'linux/amd64'), head('b2', 'v*', 'linux/amd64'), head('c2', 'v*', 'linux/arm64')];
    expect(between(before, after)).toMatchObject({
      successors: [
        ['a', 'a2'],
        ['b', 'b2'],
        ['c', 'c2'],
      ],
      predecessors: { a2: ['a'], b2: ['b'], c2: ['c'] },
    });
  });

  test('has one that took its places in all its lines', () => {
    const before = [head('old', 'prod'), head('old', 'v*')];
    expect(between(before, [head('new', 'prod'), head('new', 'v*')]).successors).toEqual([['old', 'new']]);
  });

  test('has none where several took its places', () => {
    const before = [head('old', 'prod'), head('old', 'v*')];
    const after = [head('x', 'prod'), head('y', 'v*')];
    expect(between(before, after)).toMatchObject({ successors: [], predecessors: { x: ['old'], y: ['old'] } });
  });

  test('has none where what took its place took another’s too', () => {
    const before = [head('x', 'prod'), head('y', 'v*')];
    const after = [head('new', 'prod'), head('new', 'v*')];
    expect(between(before, after)).toMatchObject({ successors: [], predecessors: { new: ['x', 'y'] } });
  });

  test('has none where what took its place was live before', () => {
    const after = [head('old', 'prod'), head('old', 'v*')];
    expect(between([head('old', 'prod'), head('new', 'v*')], after)).toMatchObject({
      successors: [],
      predecessors: { old: ['new', 'old'] },
    });
  });

  test('has none where its line has no such platform any more, and did not vanish', () => {
    const before = [head('amd', 'v*', 'linux/amd64'), head('arm', 'v*', 'linux/arm64')];
    expect(between(before, [head('amd', 'v*', 'linux/amd64')])).toMatchObject({ successors: [], vanished: [] });
  });

  test('vanished where none of its lines has an image any more', () => {
    const before = [head('old', 'prod'), head('old', 'v*'), head('other', 'pr-*')];
    expect(between(before, [head('other', 'pr-*')]).vanished).toEqual(['old']);
  });

  test('did not vanish while one of its lines has an image', () => {
    const before = [head('old', 'prod'), head('old', 'v*')];
    expect(between(before, [head('new', 'v*')])).toMatchObject({ successors: [['old', 'new']], vanished: [] });
  });
});

describe('a digest that is live still', () => {
  test('left nothing, whatever it lost', () => {
    const after = [head('old', 'prod'), head('new', 'v*')];
    expect(between([head('old', 'v*')], after)).toMatchObject({ live: ['old', 'new'], successors: [], vanished: [] });
    expect(between([head('old', 'v*')], [head('old', 'prod')])).toMatchObject({ successors: [], vanished: [] });
  });

  test('came from itself, in whatever line it is now', () => {
    expect(between([head('old', 'v*')], [head('old', 'prod')]).predecessors).toEqual({ old: ['old'] });
  });
});

test('where nothing was before, nothing was taken', () => {
  expect(between([], [head('new', 'v*')])).toEqual({
    live: ['new'],
    successors: [],
    vanished: [],
    predecessors: { new: [] },
  });
});
