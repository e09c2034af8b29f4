import { expect, test } from 'vitest';
import { imageAsked } from '../../../cli/source/image-asked.ts';
import { aDigest } from '../../support/builders.ts';

const [DIGEST, HOST] = [aDigest(), '111122223333.dkr.ecr.eu-west-1.amazonaws.com'];
const byTag = { repository: 'payments/api', tag: 'v1.4.2', digest: null };
const byDigest = { repository: 'payments/api', tag: null, digest: DIGEST };

test.each([
  ['payments/api:v1.4.2', byTag],
  [`${HOST}/payments/api:v1.4.2`, byTag],
  [`payments/api@${DIGEST}`, byDigest],
  [`${HOST}/payments/api@${DIGEST}`, byDigest],
  [`payments/api:v1.4.2@${DIGEST}`, byDigest],
  [`payments/api ${DIGEST}`, byDigest],
])('%s is an image', (text, image) => {
  expect(imageAsked(text)).toEqual(image);
});

test.each([
  ['payments/api', 'payments/api names no image: write payments/api:TAG or payments/api@sha256:DIGEST'],
  ['payments/api:', 'payments/api: names no image: write payments/api:TAG or payments/api@sha256:DIGEST'],
  ['', ' names no image: write payments/api:TAG or payments/api@sha256:DIGEST'],
  [
    'payments/api@sha256:ab12cd34',
    'sha256:ab12cd34 is no whole digest, sha256: and 64 digits: tallyman show prints it',
  ],
  ['payments/api latest', 'latest is no whole digest, sha256: and 64 digits: tallyman show prints it'],
])('%j is none, and it is said what to write', (text, says) => {
  expect(() => imageAsked(text)).toThrow(says);
});
