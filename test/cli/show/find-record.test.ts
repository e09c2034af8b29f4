import { expect, test } from 'vitest';
import { findRecord } from '../../../cli/show/find-record.ts';

const IDS = ['0123456789abcdef0123456789', '0123456789abcdef9876543210', 'fedcba9876543210fedcba9876'];
const keyOf = (id = ''): string => `records/${id}.json.gz`;

const kept = {
  recordKeys: async (beginning: string, limit: number) =>
    IDS.filter((id) => id.startsWith(beginning))
      .map(keyOf)
      .slice(0, limit),
};

test.each(['fedcba987654', 'fedc', IDS[2] ?? '', keyOf(IDS[2])])('%s is the one record that it names', async (text) => {
  expect(await findRecord(kept, text)).toBe(keyOf(IDS[2]));
});

test('the beginning of several is refused, with all of them', async () => {
  await expect(findRecord(kept, '0123456789ab')).rejects.toThrow(
    `the ids of several records begin with 0123456789ab, write more of it: ${keyOf(IDS[0])}, ${keyOf(IDS[1])}`,
  );
});

test('of very many some are named', async () => {
  const recordKeys = async (_: string, limit: number) => Array<string>(limit).fill(keyOf(IDS[0]));
  await expect(findRecord({ recordKeys }, '0123')).rejects.toThrow(/(records\/\w+\.json\.gz, ){4}\S+ and more$/);
});

test('what there is none of is refused, with where to look', async () => {
  await expect(findRecord(kept, 'abcdef')).rejects.toThrow('there is no record abcdef: copy it anew from an alert');
});

test.each(['', 'abc', 'payments/api', 'records/', 'ABCDEF', '0123456789abcdef01234567890', '../0123456789ab'])(
  '%j is no id',
  async (text) => {
    await expect(findRecord(kept, text)).rejects.toThrow(`${text} is no id of a record: copy it from an alert`);
  },
);
