import { describe, expect, test } from 'vitest';
import { parseFinding } from '../../functions/coalesce/finding-event.ts';
import { MalformedEventError } from '../../functions/event-shape.ts';
import { sampleEvent } from '../support/samples.ts';

const DIGEST = 'sha256:84f507df33c6864d49c296fb734192696e4cb6f78166ac51ac8b9b118181085d';
const ID = `arn:aws:ecr:eu-central-1:123456789012:repository/team/api/${DIGEST}`;
const resource = { type: 'AWS_ECR_CONTAINER_IMAGE', id: ID };

const SAMPLE = sampleEvent('event-inspector2-finding-ecr-2026');
const parse = (detail: object = {}, rest: object = {}) =>
  parseFinding(JSON.stringify({ ...SAMPLE, ...rest, detail: { ...(SAMPLE['detail'] as object), ...detail } }));

describe('a finding', () => {
  test('of today names its image', () => {
    expect(parse()).toEqual([
      {
        account: '123456789012',
        region: 'eu-central-1',
        repository: 'inspector2',
        digest: DIGEST,
        vulnerability: 'CVE-2024-6119',
        epss: 0.00045,
        at: '2024-09-04T16:55:38.411Z',
      },
    ]);
  });

  test('of 2021 names its image; it knew no EPSS', () => {
    expect(parseFinding(JSON.stringify(sampleEvent('event-inspector2-finding-2021-dateformat')))).toEqual([
      {
        account: '123456789012',
        region: 'us-east-2',
        repository: 'amazon/amazon-ecs-sample',
        digest: 'sha256:36c7b282abd0186e01419f2e58743e1bf635808231049bbc9d77e5EXAMPLE',
        vulnerability: 'CVE-2019-17498',
        epss: null,
        at: '2021-12-03T18:02:30.000Z',
      },
    ]);
  });

  test.each([
    ['no details', {}],
    ['null', { details: null }],
    ['empty', { details: { awsEcrContainerImage: { repositoryName: '', imageHash: null } } }],
    ['a type in other case', { type: 'aws_ecr_container_image' }],
  ])('is of the image that the id of its resource names: %s', (_, damage) => {
    expect(parse({ resources: [{ ...resource, ...damage }] })).toMatchObject([
      { repository: 'team/api', digest: DIGEST },
    ]);
  });

  test('is of every image among its resources, and of nothing else', () => {
    const other = { ...resource, id: ID.replace('84f5', 'ab12') };
    const resources = [
      { type: 'AWS_LAMBDA_FUNCTION', id: 'x' },
      resource,
      other,
      { type: 'Microsoft.ContainerRegistry/x' },
    ];
    expect(parse({ resources }).map(({ digest }) => digest)).toEqual([DIGEST, DIGEST.replace('84f5', 'ab12')]);
  });

  test("that is the administrator's copy of a member's is of none", () => {
    expect(parse({}, { account: '999999999999' })).toEqual([]);
  });

  test.each([undefined, null, ''])('that names no owner (%j) is of the account it came to', (awsAccountId) => {
    expect(parse({ awsAccountId })).toMatchObject([{ account: '123456789012' }]);
  });

  test.each([undefined, null, '', 'the day before'])('that changed at %j did so when the event says', (updatedAt) => {
    expect(parse({ updatedAt })).toMatchObject([{ at: '2024-09-04T16:55:38.000Z' }]);
  });

  test.each([undefined, null, {}, { score: null }])('without a score (%j) has none', (epss) => {
    expect(parse({ epss })).toMatchObject([{ epss: null }]);
  });

  test.each([
    [undefined, undefined, 'UNNAMED'],
    [{ vulnerabilityId: ' ' }, 'a weakness in code', 'a weakness in code'],
    [{ vulnerabilityId: 'CVE-1' }, 'CVE-1 - openssl', 'CVE-1'],
  ])('is named as the registry names it: %j, %j', (packageVulnerabilityDetails, title, vulnerability) => {
    expect(parse({ packageVulnerabilityDetails, title })).toMatchObject([{ vulnerability }]);
  });

  test.each([
    [{ epss: { score: 7 } }, 'detail.epss.score is 7; expected a number from 0 to 1'],
    [{ epss: { score: '0.5' } }, 'detail.epss.score is "0.5"; expected a value of type number'],
    [{ resources: null }, 'detail.resources is null; expected a value of type array'],
    [{ resources: [resource, null] }, 'detail.resources.1 is null; expected a value of type object'],
    [{ resources: [{ id: ID }] }, 'detail.resources.0.type is missing; expected a value of type string'],
    [
      { resources: [{ ...resource, id: 'arn:aws:ecr:x' }] },
      'detail.resources.0 is of repository missing, digest missing; expected both in its awsEcrContainerImage, or an id arn:…:repository/NAME/sha256:…',
    ],
  ])('%j is refused with its path', (detail, message) => {
    expect(() => parse(detail)).toThrow(new MalformedEventError(message));
  });
});
