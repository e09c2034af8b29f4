import type { DeployedStack } from '../deployed/stack.ts';
import type { Diagnosis } from './diagnosis.ts';

const VERDICTS: Readonly<Record<Diagnosis['verdict'], string>> = { ok: 'ok', wrong: 'wrong', unknown: 'cannot tell' };
const VERDICT_WIDTH = Math.max(...Object.values(VERDICTS).map(({ length }) => length)) + 2;

/** What the doctor says, a line each, as people read it. */
export const forTerminal = (
  { name, registry }: Pick<DeployedStack, 'name' | 'registry'>,
  diagnoses: readonly Diagnosis[],
): string => {
  const width = Math.max(...diagnoses.map(({ about }) => about.length)) + 2;
  const lines = diagnoses.flatMap(({ verdict, about, says, remedy }) => [
    `${VERDICTS[verdict].padEnd(VERDICT_WIDTH)}${about.padEnd(width)}${says}`,
    ...(remedy === null ? [] : [`${' '.repeat(VERDICT_WIDTH + width)}→ ${remedy}`]),
  ]);
  return [`${name} · ${registry.account} ${registry.region}`, '', ...lines, '', summaryOf(diagnoses), ''].join('\n');
};

const summaryOf = (diagnoses: readonly Diagnosis[]): string => {
  const count = (which: Diagnosis['verdict']): number => diagnoses.filter(({ verdict }) => verdict === which).length;
  const [bad, untold] = [count('wrong'), count('unknown')];
  const says = bad === 0 ? 'nothing is wrong' : `${bad} of ${diagnoses.length} wrong`;
  return untold === 0 ? says : `${says}, ${untold} cannot be told from here`;
};
