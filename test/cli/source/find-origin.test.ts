import { describe, expect, test } from 'vitest';
import { findOrigin } from '../../../cli/source/find-origin.ts';
import { type Labels, NO_LABELS } from '../../../functions/core/domain/origin.ts';
import { anImage } from '../../support/builders.ts';

const TEMPLATE = 'https://github.com/acme/api/commit/{tag}';
const find = (
  says: Labels | Error | null,
  tags: readonly string[] = ['latest'],
  template: string | null = TEMPLATE,
) => {
  const { repository, digest } = anImage();
  const read = async (): Promise<Labels> => (says instanceof Error ? Promise.reject(says) : (says ?? NO_LABELS));
  return findOrigin({ name: { repository, digest }, tags, template, labels: says === null ? null : { read } });
};

const named = (name: string): Error => Object.assign(new Error('not authorized'), { name });

describe('the commit of an image', () => {
  test('is what the image says', async () => {
    const origin = { revision: 'main', url: 'https://github.com/acme/api/commit/main' };
    expect(await find({ source: null, revision: 'main' })).toEqual({ origin, whyNoCommit: null });
  });

  test.each([
    ['it says nothing', NO_LABELS],
    ['ECR has it no more', null],
    ['nobody may read it', named('AccessDeniedException')],
  ])('is that of a tag where %s', async (_, says) => {
    const origin = { revision: '3f9c2ab', url: 'https://github.com/acme/api/commit/3f9c2ab' };
    expect(await find(says, ['latest', '3f9c2ab'])).toEqual({ origin, whyNoCommit: null });
  });

  test.each([
    [NO_LABELS, 'neither its labels nor its tags say'],
    [null, 'no record says, and ECR has the image no more'],
    [named('AccessDeniedException'), 'its labels cannot be read: these credentials may not do it: not authorized'],
    [new Error('ECR is down'), 'its labels cannot be read: ECR is down'],
  ])('is not known, and why: %s', async (says, why) => {
    expect(await find(says)).toEqual({ origin: null, whyNoCommit: why });
  });

  test('is not known where only the source is', async () => {
    const says = { source: 'https://github.com/acme/api', revision: null };
    const origin = { revision: null, url: says.source };
    expect(await find(says)).toEqual({ origin, whyNoCommit: 'neither its labels nor its tags say' });
  });
});
