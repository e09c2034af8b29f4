import { describe, expect, test } from 'vitest';
import { EMPTY_LEDGER } from '../../functions/core/domain/ledger.ts';
import { beforeOf, hadTags, newItem, withKnown } from '../../functions/evaluate-scan/lineage-state.ts';
import { aDigest, aHead, aLineageItem, aRecord, aRegistry } from '../support/builders.ts';
import { fakeRecords } from '../support/fake-records.ts';

const image = (n: number) => ({ digest: `sha256:${n}`, lists: [] });
const images = (count: number) => Array.from({ length: count }, (_, n) => image(n));

describe('the lineage before an evaluation', () => {
  test('is what the item and its last record say', async () => {
    const records = fakeRecords();
    const recordKey = await records.put(aRecord());
    const heads = [aHead({ digest: aDigest('b'), recordedAs: aDigest() })];
    const { ledger, policyHash } = aRecord();
    expect(await beforeOf(aLineageItem({ recordKey, version: 3, heads }), records)).toEqual({
      version: 3,
      recordKey,
      policyHash,
      heads,
      ledger,
    });
  });

  test('has its heads where nothing was ever found, and no record was kept', async () => {
    const item = aLineageItem({ recordKey: null, version: 1 });
    expect(await beforeOf(item, fakeRecords())).toEqual({
      version: 1,
      recordKey: null,
      policyHash: null,
      heads: [aHead()],
      ledger: EMPTY_LEDGER,
    });
  });

  test('is nothing where it is new', async () => {
    const item = newItem('payments/api', 'payments/api', aRegistry());
    expect(await beforeOf(item, fakeRecords())).toMatchObject({ version: 0, recordKey: null, heads: [] });
  });
});

describe('the images known', () => {
  test('are the ten latest', () => {
    const known = withKnown({ known: images(10), heads: [] }, image(10));
    expect(known).toEqual(images(11).slice(1));
  });

  test('and those of the heads, however old', () => {
    const heads = [aHead({ image: 'sha256:0', digest: aDigest() })];
    expect(withKnown({ known: images(11), heads }, image(11))).toEqual([image(0), ...images(12).slice(2)]);
  });

  test('stay in their order where one is seen again', () => {
    expect(withKnown({ known: images(3), heads: [] }, image(0))).toEqual(images(3));
    expect(withKnown({ known: images(3), heads: [] }, null)).toEqual(images(3));
  });

  test('had a tag; of the heads, those of lines of tags', () => {
    const heads = [
      aHead({ digest: aDigest('b') }),
      aHead({ line: 'untagged', digest: aDigest('c') }),
      aHead({ image: aDigest('d'), digest: aDigest('e') }),
    ];
    const item = aLineageItem({ known: [image(1)], heads });
    expect(['sha256:1', ...['b', 'c', 'd', 'e'].map(aDigest)].map((digest) => hadTags(item, digest))).toEqual([
      true,
      true,
      false,
      true,
      false,
    ]);
  });
});
