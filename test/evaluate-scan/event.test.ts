import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MalformedEventError, parseEvent } from '../../functions/evaluate-scan/event.ts';

const event = (detail: object = {}, rest: object = {}) =>
  JSON.stringify({
    id: '85fc3613-e913-7fc4-a80c-a3753e4aa9ae',
    account: '111122223333',
    region: 'eu-west-1',
    ...rest,
    detail: { 'repository-name': 'payments/api', 'image-digest': 'sha256:ab12', ...detail },
  });

describe('a scan event', () => {
  test('names an image; the status is left to the API', () => {
    expect(parseEvent(event({ 'scan-status': 'WHATEVER', 'image-tags': [] }))).toEqual({
      kind: 'scanned',
      id: '85fc3613-e913-7fc4-a80c-a3753e4aa9ae',
      account: '111122223333',
      region: 'eu-west-1',
      repository: 'payments/api',
      digest: 'sha256:ab12',
      counted: 0,
    });
  });

  test.each([
    ['missing', {}, 0],
    ['null', { 'finding-severity-counts': null }, 0],
    ['empty', { 'finding-severity-counts': {} }, 0],
    ['zeros', { 'finding-severity-counts': { HIGH: 0, LOW: 0 } }, 0],
    ['some', { 'finding-severity-counts': { CRITICAL: 10, MEDIUM: 9 } }, 19],
  ])('counts that are %s', (_, detail, counted) => {
    expect(parseEvent(event(detail))).toMatchObject({ counted });
  });

  test.each([
    ['not JSON', 'hello', 'the message is not JSON: "hello"; expected an EventBridge event'],
    ['no object', '[]', 'the message is []; expected a value of type object'],
    [
      'no digest',
      event({ 'image-digest': undefined }),
      'detail.image-digest is missing; expected a value of type string',
    ],
    [
      'a digest that is none',
      event({ 'image-digest': 'latest' }),
      'detail.image-digest is "latest"; expected a digest, sha256:…',
    ],
    [
      'a repository of the wrong type',
      event({ 'repository-name': 7 }),
      'detail.repository-name is 7; expected a value of type string',
    ],
    [
      'an empty repository',
      event({ 'repository-name': '' }),
      'detail.repository-name is ""; expected a text that is not empty',
    ],
    [
      'an account that is none',
      event({}, { account: '12' }),
      'account is "12"; expected an account number of 12 digits',
    ],
    [
      'a count that is none',
      event({ 'finding-severity-counts': { HIGH: '7' } }),
      'detail.finding-severity-counts.HIGH is "7"; expected a value of type number',
    ],
  ])('%s is refused with the path and the value', (_, body, message) => {
    expect(() => parseEvent(body)).toThrow(new MalformedEventError(message));
  });

  test('any JSON is read, or refused with a path that is wrong', () => {
    fc.assert(
      fc.property(fc.json(), (body) => {
        expect(() => parseEvent(body)).toThrow(MalformedEventError);
      }),
    );
    const anyDetail = fc.dictionary(
      fc.constantFrom('repository-name', 'image-digest', 'finding-severity-counts'),
      fc.oneof(fc.jsonValue(), fc.constantFrom('payments/api', 'sha256:ab12')),
    );
    fc.assert(
      fc.property(anyDetail, (detail) => {
        try {
          expect(parseEvent(event(detail))).toMatchObject({ digest: expect.stringMatching(/^sha256:/) });
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedEventError);
          expect(String(error)).toMatch(/: detail\./);
        }
      }),
    );
  });
});

describe('an image action', () => {
  const action = (detail: object, rest: object = {}) =>
    event(detail, { 'detail-type': 'ECR Image Action', time: '2026-11-21T08:00:00Z', ...rest });
  const image = {
    id: '85fc3613-e913-7fc4-a80c-a3753e4aa9ae',
    account: '111122223333',
    region: 'eu-west-1',
    repository: 'payments/api',
    digest: 'sha256:ab12',
  };

  test('PUSH gives a tag, at the time of the event', () => {
    expect(parseEvent(action({ 'action-type': 'PUSH', 'image-tag': 'v1.4.2' }))).toEqual({
      kind: 'pushed',
      ...image,
      tag: 'v1.4.2',
      at: '2026-11-21T08:00:00.000Z',
    });
  });

  test.each([
    ['missing', {}],
    ['null', { 'image-tag': null }],
    ['empty', { 'image-tag': '' }],
  ])('PUSH with a tag that is %s is without one', (_, detail) => {
    expect(parseEvent(action({ 'action-type': 'PUSH', ...detail }))).toMatchObject({ kind: 'pushed', tag: null });
  });

  test.each(['DELETE', 'UPDATE_STORAGE_CLASS', 'SOMETHING_NEW'])('%s is for the API to explain', (type) => {
    expect(parseEvent(action({ 'action-type': type, 'image-tag': 'v1.4.2' }))).toEqual({
      kind: 'touched',
      ...image,
      tag: 'v1.4.2',
    });
    expect(parseEvent(action({ 'action-type': type }))).toMatchObject({ kind: 'touched', tag: null });
  });

  test.each([
    ['no time', action({ 'action-type': 'PUSH' }, { time: undefined }), 'time is missing'],
    ['no action', action({}), 'detail.action-type is missing'],
  ])('with %s is refused', (_, body, message) => {
    expect(() => parseEvent(body)).toThrow(message);
  });
});

describe('what is due', () => {
  test('names its lineage', () => {
    expect(
      parseEvent(event({ lineage: 'payments/api:web-*' }, { 'detail-type': 'Lineage Due', source: 'tallyman' })),
    ).toEqual({
      kind: 'due',
      id: '85fc3613-e913-7fc4-a80c-a3753e4aa9ae',
      account: '111122223333',
      region: 'eu-west-1',
      repository: 'payments/api',
      lineage: 'payments/api:web-*',
    });
  });

  test('without a lineage is refused', () => {
    expect(() => parseEvent(event({}, { 'detail-type': 'Lineage Due' }))).toThrow('detail.lineage is missing');
  });
});
