import { isPair, visit } from 'yaml';
import { secretsIn } from './blot.ts';
import type { Problem } from './problem.ts';
import { keyOf, rangeOf, type Source } from './source.ts';

const MESSAGE =
  "this is a secret itself, and a policy holds none: keep it in Secrets Manager, write the secret's name here, and renew it if anybody may have read it";

/** Names that could stand in place of a secret, by key. */
const EXAMPLES: Readonly<Record<string, string>> = {
  token: 'tallyman/slack-token',
  webhook: 'tallyman/slack-webhook',
};

/** Secrets that stand in the file themselves, comments included. */
export const literalSecrets = (source: Source): Problem[] => {
  const values = secretValues(source);
  const elsewhere = secretsIn(source.text).filter(
    ({ from }) => !values.some((value) => value.from <= from && from < value.to),
  );
  return [...values, ...elsewhere.map((range) => ({ ...range, message: MESSAGE }))];
};

const secretValues = ({ document }: Source): Problem[] => {
  const problems: Problem[] = [];
  visit(document, {
    Scalar: (_, scalar, ancestors) => {
      const range = rangeOf(scalar);
      if (range === null || secretsIn(String(scalar.value)).length === 0) return;
      const owner = ancestors.at(-1);
      problems.push({ ...range, message: MESSAGE, instead: isPair(owner) ? EXAMPLES[keyOf(owner)] : undefined });
    },
  });
  return problems;
};
