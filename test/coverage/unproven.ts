import { relative } from 'node:path';
import type { Row } from './row.ts';

/** As Vitest's JSON reporter writes it: https://vitest.dev/guide/reporters.html#json-reporter */
export interface Report {
  readonly testResults: readonly {
    /** Where the file is. */
    readonly name: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}

/**
 * What is wrong with the proofs of rows; nothing where each test ran and passed.
 *
 * @param root - of the tests
 */
export const unproven = (rows: readonly Row[], { testResults }: Report, root: string): readonly string[] => {
  const results = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status }) => ({
      key: keyOf({ file: relative(root, name), test: [...ancestorTitles, title].join(' > ') }),
      status,
    })),
  );
  const byKey = Map.groupBy(results, ({ key }) => key);
  return rows.flatMap(({ proof, event, engine, status, image }) => {
    const statuses = byKey.get(keyOf(proof))?.map((result) => result.status) ?? ['missing'];
    const wrong = statuses.find((each) => each !== 'passed');
    const row = [event, engine, status, image].join(' | ');
    return wrong === undefined ? [] : [`${row}: its test is ${wrong}: ${proof.file} > ${proof.test}`];
  });
};

const keyOf = ({ file, test }: Row['proof']): string => `${file} > ${test}`;
