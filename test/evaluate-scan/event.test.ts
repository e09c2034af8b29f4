import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MalformedEventError, parseScanEvent } from '../../functions/evaluate-scan/event.ts';

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
    expect(parseScanEvent(event({ 'scan-status': 'WHATEVER', 'image-tags': [] }))).toEqual({
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
    expect(parseScanEvent(event(detail)).counted).toBe(counted);
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
    expect(() => parseScanEvent(body)).toThrow(new MalformedEventError(message));
  });

  test('any JSON is read, or refused with a path that is wrong', () => {
    fc.assert(
      fc.property(fc.json(), (body) => {
        expect(() => parseScanEvent(body)).toThrow(MalformedEventError);
      }),
    );
    const anyDetail = fc.dictionary(
      fc.constantFrom('repository-name', 'image-digest', 'finding-severity-counts'),
      fc.oneof(fc.jsonValue(), fc.constantFrom('payments/api', 'sha256:ab12')),
    );
    fc.assert(
      fc.property(anyDetail, (detail) => {
        try {
          expect(parseScanEvent(event(detail)).digest).toMatch(/^sha256:/);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedEventError);
          expect(String(error)).toMatch(/: detail\./);
        }
      }),
    );
  });
});
