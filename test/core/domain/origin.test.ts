import { describe, expect, test } from 'vitest';
import { NO_LABELS, originOf } from '../../../functions/core/domain/origin.ts';

const COMMIT = '3f9c2ab41d0e5f6789aabbccddeeff0011223344';
const TEMPLATE = 'https://github.com/acme/api/commit/{tag}';
const labels = (source: string | null, revision: string | null = COMMIT) => ({ source, revision });

describe('the commit of an image', () => {
  test.each([
    ['https://github.com/acme/api', `https://github.com/acme/api/commit/${COMMIT}`],
    ['https://github.com/acme/api.git', `https://github.com/acme/api/commit/${COMMIT}`],
    ['https://github.com/acme/api/', `https://github.com/acme/api/commit/${COMMIT}`],
    ['git@github.com:acme/api.git', `https://github.com/acme/api/commit/${COMMIT}`],
    ['ssh://git@github.com/acme/api.git', `https://github.com/acme/api/commit/${COMMIT}`],
    ['git+https://github.com/acme/api.git#main', `https://github.com/acme/api/commit/${COMMIT}`],
    ['https://github.acme.example/acme/api', `https://github.acme.example/acme/api/commit/${COMMIT}`],
    ['https://gitlab.com/acme/team/api', `https://gitlab.com/acme/team/api/-/commit/${COMMIT}`],
    ['https://bitbucket.org/acme/api', `https://bitbucket.org/acme/api/commits/${COMMIT}`],
    ['https://code.acme.example/acme/api', 'https://code.acme.example/acme/api'],
  ])('is that of its labels: %s', (source, url) => {
    expect(originOf(labels(source), ['v1.4.2'], null)).toEqual({ revision: COMMIT, url });
  });

  test('is found by the policy where its labels have no source', () => {
    expect(originOf(labels(null), [], TEMPLATE)?.url).toBe(`https://github.com/acme/api/commit/${COMMIT}`);
    expect(originOf(labels(null), [], null)).toEqual({ revision: COMMIT, url: null });
  });

  test.each(['javascript:alert(1)', 'ftp://acme.example/api', 'not a page', ''])('never links to %s', (source) => {
    expect(originOf(labels(source), [], null)).toEqual({ revision: COMMIT, url: null });
  });

  test('never tells a password that stands in its labels', () => {
    const { url } = originOf(labels('https://bot:s3cret@github.com/acme/api'), [], null) ?? {};
    expect(url).toBe(`https://github.com/acme/api/commit/${COMMIT}`);
  });

  test.each(['main', '1.2.3', '; rm -rf'])('of a revision that is no hash is shown as it is: %s', (revision) => {
    expect(originOf(labels('https://github.com/acme/api', revision), [], null)).toEqual({
      revision,
      url: 'https://github.com/acme/api',
    });
  });

  test.each(['3f9c2ab', COMMIT, 'ABCDEF1', '1234567890123456789012345678901234567890'])(
    'is a tag that is one: %s',
    (tag) => {
      expect(originOf(NO_LABELS, ['v1.4.2', tag], TEMPLATE)).toEqual({
        revision: tag,
        url: `https://github.com/acme/api/commit/${tag}`,
      });
      expect(originOf(labels('https://github.com/acme/api', null), [tag], null)?.url).toBe(
        `https://github.com/acme/api/commit/${tag}`,
      );
    },
  );

  test.each(['20260303', '1234567', 'deadbeef', 'latest', 'feed', '3f9c2'])('is no tag such as %s', (tag) => {
    expect(originOf(NO_LABELS, [tag], TEMPLATE)).toBeNull();
  });

  test('is found by a version tag where the policy says how', () => {
    expect(originOf(NO_LABELS, ['latest', 'v1.4.2'], 'https://github.com/acme/api/releases/tag/{tag}')).toEqual({
      revision: 'v1.4.2',
      url: 'https://github.com/acme/api/releases/tag/v1.4.2',
    });
    expect(originOf(NO_LABELS, ['v1.4.2'], null)).toBeNull();
  });

  test('is unknown where only the source is known, and the source is told', () => {
    expect(originOf(labels('https://github.com/acme/api', null), ['latest'], null)).toEqual({
      revision: null,
      url: 'https://github.com/acme/api',
    });
  });

  test('is nothing where nothing says', () => {
    expect(originOf(NO_LABELS, ['latest'], TEMPLATE)).toBeNull();
    expect(originOf(NO_LABELS, [], null)).toBeNull();
  });
});
