import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEvent } from '../../functions/evaluate-scan/event.ts';
import { MalformedEventError } from '../../functions/event-shape.ts';
import { sampleEvent } from '../support/samples.ts';

const event = (detail: object = {}, rest: object = {}) =>
  JSON.stringify({
    id: '85fc3613-e913-7fc4-a80c-a3753e4aa9ae',
    'detail-type': 'ECR Image Scan',
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
    ['some', { 'finding-severity-counts': { CRITICAL: 10, MEDIUM: 9, LOW: null } }, 19],
    ['in all', { 'finding-severity-counts': { CRITICAL: 7, HIGH: 61, MEDIUM: 62, TOTAL: 158 } }, 158],
    ['in all, in other case', { 'finding-severity-counts': { critical: 7, total: 9 } }, 9],
    ['none in all', { 'finding-severity-counts': { CRITICAL: 0, TOTAL: 0 } }, 0],
    ['in all, which is null', { 'finding-severity-counts': { CRITICAL: 7, TOTAL: null } }, 7],
  ])('counts that are %s', (_, detail, counted) => {
    expect(parseEvent(event(detail))).toMatchObject({ counted });
  });

  test.each([
    ['arn:aws:ecr:us-east-2:123456789012:repository/amazon/amazon-ecs-sample', 'amazon/amazon-ecs-sample'],
    ['arn:aws-cn:ecr:cn-north-1:123456789012:repository/api', 'api'],
    ['team/repository/api', 'team/repository/api'],
  ])('of %s is of %s', (name, repository) => {
    for (const type of ['ECR Image Scan', 'Inspector2 Scan'])
      expect(parseEvent(event({ 'repository-name': name }, { 'detail-type': type }))).toMatchObject({ repository });
  });

  test('of Inspector is read like one of ECR', () => {
    expect(parseEvent(JSON.stringify(sampleEvent('event-inspector2-scan-initial')))).toEqual({
      kind: 'scanned',
      id: '739c0d3c-4f02-85c7-5a88-94a9EXAMPLE',
      account: '123456789012',
      region: 'us-east-2',
      repository: 'amazon/amazon-ecs-sample',
      digest: 'sha256:36c7b282abd0186e01419f2e58743e1bf635808231049bbc9d77e5EXAMPLE',
      counted: 158,
    });
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
      'an ARN of something else',
      event({ 'repository-name': 'arn:aws:s3:::bucket' }),
      'detail.repository-name is "arn:aws:s3:::bucket"; expected a name, or arn:…:repository/NAME',
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
      at: type === 'DELETE' ? '2026-11-21T08:00:00.000Z' : null,
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

describe('a change of scanning', () => {
  const change = (...repositories: readonly object[]) =>
    event({ repositories }, { 'detail-type': 'ECR Scan Resource Change' });

  test('names every repository', () => {
    expect(parseEvent(JSON.stringify(sampleEvent('event-ecr-scan-resource-change')))).toEqual({
      kind: 'posture',
      id: '0c18352a-a4d4-6853-ef53-0ab8638973bf',
      account: '123456789012',
      region: 'us-east-1',
      repositories: [
        { repository: 'repository-1', frequency: 'SCAN_ON_PUSH', previous: 'MANUAL' },
        { repository: 'repository-2', frequency: 'CONTINUOUS_SCAN', previous: 'SCAN_ON_PUSH' },
        { repository: 'repository-3', frequency: 'CONTINUOUS_SCAN', previous: 'SCAN_ON_PUSH' },
      ],
    });
  });

  test.each([
    ['missing', {}, null],
    ['null', { 'previous-scan-frequency': null }, null],
    ['empty', { 'previous-scan-frequency': '' }, null],
    ['in other case', { 'previous-scan-frequency': 'Manual' }, 'MANUAL'],
  ])('with a frequency before that is %s is read', (_, before, previous) => {
    const changed = { 'repository-name': 'payments/api', 'scan-frequency': 'continuous_scan', ...before };
    expect(parseEvent(change(changed))).toMatchObject({
      repositories: [{ repository: 'payments/api', frequency: 'CONTINUOUS_SCAN', previous }],
    });
  });

  test.each([
    ['no repository', change(), 'detail.repositories is []; expected a list that is not empty'],
    [
      'a repository without a frequency now',
      change({ 'repository-name': 'payments/api' }),
      'detail.repositories.0.scan-frequency is missing; expected a value of type string',
    ],
  ])('with %s is refused', (_, body, message) => {
    expect(() => parseEvent(body)).toThrow(new MalformedEventError(message));
  });
});

test.each([undefined, null, 'Inspector2 Finding', 'constructor', 7])('a detail type %j is refused', (type) => {
  expect(() => parseEvent(event({}, { 'detail-type': type }))).toThrow(/^detail-type is .+; expected one of ECR Image/);
});
