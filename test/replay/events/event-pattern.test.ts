import { describe, expect, test } from 'vitest';
import { mismatch } from '../../../replay/events/event-pattern.ts';

const EVENT = {
  source: 'aws.ecr',
  'detail-type': 'ECR Image Scan',
  detail: {
    'repository-name': 'payments/api',
    'image-tags': ['v1.4.2', 'latest'],
    count: 7,
    empty: null,
    nothing: [],
    resources: [
      { type: 'AWS_EC2_INSTANCE', details: { name: 'web' } },
      { type: 'AWS_ECR_CONTAINER_IMAGE', details: { name: 'arn:aws:ecr:eu-west-1:1:repository/payments/api' } },
    ],
  },
};

describe('an event pattern', () => {
  test.each([
    ['one of several', { source: ['aws.inspector2', 'aws.ecr'] }],
    ['a number', { detail: { count: [7] } }],
    ['null', { detail: { empty: [null] } }],
    ['a value within a list', { detail: { 'image-tags': ['latest'] } }],
    ['prefix', { detail: { 'repository-name': [{ prefix: 'payments/' }] } }],
    ['suffix', { detail: { 'repository-name': [{ suffix: '/api' }] } }],
    ['wildcard', { detail: { 'repository-name': [{ wildcard: 'pay*/*' }] } }],
    ['anything-but a value', { detail: { 'repository-name': [{ 'anything-but': 'base/node' }] } }],
    ['anything-but values', { detail: { 'repository-name': [{ 'anything-but': ['base/node', 'base/go'] }] } }],
    ['anything-but a prefix', { detail: { 'repository-name': [{ 'anything-but': { prefix: 'base/' } }] } }],
    ['anything-but several prefixes', { detail: { 'repository-name': [{ 'anything-but': { prefix: ['a', 'b'] } }] } }],
    ['anything-but a wildcard', { detail: { 'repository-name': [{ 'anything-but': { wildcard: '*/web' } }] } }],
    [
      'one object of a list, all of it',
      {
        detail: {
          resources: { type: ['AWS_ECR_CONTAINER_IMAGE'], details: { name: [{ wildcard: 'arn:*:repository/pay*' }] } },
        },
      },
    ],
    ['nothing, of an empty list', { detail: { nothing: { type: [{ exists: false }] } } }],
    ['exists', { detail: { count: [{ exists: true }] } }],
    ['not exists', { detail: { digest: [{ exists: false }] } }],
  ])('takes %s', (_, pattern) => {
    expect(mismatch(pattern, EVENT)).toBeNull();
  });

  test.each([
    ['another value', { source: ['aws.inspector2'] }, 'source is "aws.ecr"'],
    ['a missing key', { detail: { digest: ['sha256:a'] } }, 'detail.digest is missing'],
    ['a missing key, with anything-but', { region: [{ 'anything-but': 'x' }] }, 'region is missing'],
    [
      'another prefix',
      { detail: { 'repository-name': [{ prefix: 'api' }] } },
      'detail.repository-name is "payments/api"',
    ],
    ['a wildcard of which only a part fits', { source: [{ wildcard: 'aws*x' }] }, 'source is "aws.ecr"'],
    ['what a wildcard would take as a sign', { source: [{ wildcard: 'awsXecr' }] }, 'source is "aws.ecr"'],
    ['a star that is a star', { source: [{ wildcard: 'aws\\*' }] }, 'source is "aws.ecr"'],
    ['what anything-but names', { source: [{ 'anything-but': ['aws.ecr'] }] }, 'source is "aws.ecr"'],
    [
      'what anything-but names by several prefixes',
      { source: [{ 'anything-but': { prefix: ['x', 'aws'] } }] },
      'source is "aws.ecr"',
    ],
    [
      'what two objects of a list have between them',
      { detail: { resources: { type: ['AWS_ECR_CONTAINER_IMAGE'], details: { name: ['web'] } } } },
      'detail.resources.type is "AWS_EC2_INSTANCE"',
    ],
    ['an empty list', { detail: { nothing: { type: ['x'] } } }, 'detail.nothing.type is missing'],
    ['one key of two', { source: ['aws.ecr'], account: ['1'] }, 'account is missing'],
  ])('does not take %s, and says why', (_, pattern, why) => {
    expect(mismatch(pattern, EVENT)).toBe(why);
  });

  test.each([
    { source: [{ 'equals-ignore-case': 'AWS.ECR' }] },
    { source: [{ prefix: { 'equals-ignore-case': 'AWS' } }] },
    { source: [{ prefix: 'a', suffix: 'b' }] },
    { $or: [{ source: ['aws.ecr'] }] },
  ])('with an operator that replay does not know, %j, is an error', (pattern) => {
    expect(() => mismatch(pattern, EVENT)).toThrow('replay does not know');
  });
});
