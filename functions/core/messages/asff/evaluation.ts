import type { EvaluationRecord } from '../../domain/record.ts';
import type { AsffFinding } from './format.ts';
import { type Members, members } from './json.ts';
import { productArn } from './place.ts';

const PRODUCT = 'Tallyman';
const GENERATOR = 'tallyman';

type OfEvaluation = Pick<
  AsffFinding,
  | 'SchemaVersion'
  | 'ProductArn'
  | 'ProductName'
  | 'CompanyName'
  | 'GeneratorId'
  | 'AwsAccountId'
  | 'UpdatedAt'
  | 'LastObservedAt'
  | 'Sample'
  | 'RecordState'
>;

/** What all findings of an evaluation say; `over`, those that no live image has. */
export const evaluationWriter = (record: EvaluationRecord): ((over: boolean) => Members<OfEvaluation>) => {
  const active = members({ ...common(record), LastObservedAt: record.at, RecordState: 'ACTIVE' as const });
  const archived = members({ ...common(record), RecordState: 'ARCHIVED' as const });
  return (over) => (over ? archived : active);
};

const common = ({ registry, drill, at }: EvaluationRecord) => ({
  SchemaVersion: '2018-10-08' as const,
  ProductArn: productArn(registry),
  ProductName: PRODUCT,
  CompanyName: PRODUCT,
  GeneratorId: GENERATOR,
  AwsAccountId: registry.account,
  UpdatedAt: at,
  Sample: drill,
});
