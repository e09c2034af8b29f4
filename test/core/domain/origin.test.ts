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
    [' https://github.com/acme/api//\n', `https://github.com/acme/api/commit/${COMMIT}`],
    ['http://github.acme.example/acme/api', `http://github.acme.example/acme/api/commit/${COMMIT}`],
    ['https://github.com/acme/acme.github.io', `https://github.com/acme/acme.github.io/commit/${COMMIT}`],
    ['https://github.com/acme/git+api', `https://github.com/acme/git+api/commit/${COMMIT}`],
    ['https://code.acme.example/git@github.com/api', 'https://code.acme.example/git@github.com/api'],
    ['https://github.com/acme', 'https://github.com/acme'],
    ['https://mygithub.com/acme/api', 'https://mygithub.com/acme/api'],
    ['https://mygitlab.com/acme/api', 'https://mygitlab.com/acme/api'],
    ['https://mybitbucket.org/acme/api', 'https://mybitbucket.org/acme/api'],
    ['https://bitbucket.org.acme.example/acme/api', 'https://bitbucket.org.acme.example/acme/api'],
    ['https://codeberg.org/acme/api', `https://codeberg.org/acme/api/commit/${COMMIT}`],
    ['https://gitea.acme.example/acme/api', `https://gitea.acme.example/acme/api/commit/${COMMIT}`],
  ])('is that of its labels: %s', (source, url) => {
    expect(originOf(labels(source), ['v1.4.2'], null)).toEqual({ revision: COMMIT, url });
  });

  test('is found by the policy where its labels have no source', () => {
    expect(originOf(labels(null), [], TEMPLATE)?.url).toBe(`https://github.com/acme/api/commit/${COMMIT}`);
    expect(originOf(labels(null), [], null)).toEqual({ revision: COMMIT, url: null });
  });

  test.each([
    'javascript:alert(1)',
    'ftp://acme.example/api',
    'xhttp://a.example/b',
    'httpx://a.example/b',
    'not a page',
    '',
  ])('never links to %s', (source) => {
    expect(originOf(labels(source), [], null)).toEqual({ revision: COMMIT, url: null });
  });

  test('never tells a password that stands in its labels', () => {
    const { url } = originOf(labels('https://bot:s3cret@github.com/acme/api'), [], null) ?? {};
    expect(url).toBe(`https://github.com/acme/api/commit/${COMMIT}`);
  });

  test.each(['main', '1.2.3', '; rm -rf', `v${COMMIT}`, `${COMMIT}-dirty`, '3f9c2a'])(
    'of a revision that is no hash is shown as it is: %s',
    (revision) => {
      expect(originOf(labels('https://github.com/acme/api', revision), [], null)).toEqual({
        revision,
        url: 'https://github.com/acme/api',
      });
    },
  );

  test.each(['3f9c2ab', '12345ab', COMMIT, 'ABCDEF1', '1234567890123456789012345678901234567890'])(
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

  const digits = '1'.repeat(40);
  test.each([
    ...['20260303', '1234567', 'deadbeef', 'latest', 'feed', '3f9c2', 'build-3f9c2ab', '3f9c2ab-dirty'],
    ...[`${COMMIT}0`, `${digits}0`, `-${digits}`],
  ])('is no tag such as %s', (tag) => {
    expect(originOf(NO_LABELS, [tag], TEMPLATE)).toBeNull();
  });

  test('is found by a version tag where the policy says how', () => {
    expect(originOf(NO_LABELS, ['latest', 'v1.4.2'], 'https://github.com/acme/api/releases/tag/{tag}')).toEqual({
      revision: 'v1.4.2',
      url: 'https://github.com/acme/api/releases/tag/v1.4.2',
    });
    expect(originOf(NO_LABELS, ['v1.4.2'], null)).toBeNull();
  });

  test.each(['1.4.2', 'v1.4', '10.0', 'v1.4.2-rc.1', '2026.11.21'])('is found by %s, a version', (tag) => {
    expect(originOf(NO_LABELS, ['latest', tag], TEMPLATE)?.revision).toBe(tag);
  });

  test.each(['v1', '1', 'rel-1.4.2', 'v.4', 'node-20.1'])('is not found by %s, no version', (tag) => {
    expect(originOf(NO_LABELS, [tag], TEMPLATE)).toBeNull();
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
