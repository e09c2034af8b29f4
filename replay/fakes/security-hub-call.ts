import type { HttpAnswer } from '../http.ts';
import { refusedAs } from './security-hub-answer.ts';

// https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
const MOST_FINDINGS = 100;
/** "6 MB", read as the fewest bytes it can mean. */
const MAX_BYTES = 6_000_000;

/** Whose Security Hub it is. */
export interface Hub {
  readonly account: string;
  readonly region: string;
}

/** A finding as it was sent, whatever it is. */
export type Sent = Readonly<Record<string, unknown>>;

/** The findings that a call names; null where it names none. */
export const findingsIn = (body: string): readonly Sent[] | null => {
  const { Findings } = JSON.parse(body);
  return Array.isArray(Findings) ? Findings.map(Object) : null;
};

/** Why nothing of a call is imported; null where each finding is looked at. */
export const refusalOfCall = (findings: readonly Sent[] | null, body: string, hub: Hub): HttpAnswer | null => {
  if (findings === null) return invalid('data should have required property Findings');
  if (findings.length < 1) return invalid('data.Findings should NOT have fewer than 1 items');
  if (findings.length > MOST_FINDINGS) return invalid(`data.Findings should NOT have more than ${MOST_FINDINGS} items`);
  if (Buffer.byteLength(body) > MAX_BYTES) return invalid('data should NOT be larger than 6 MB');
  const foreign = findings.find((finding) => isForeign(finding, hub));
  return foreign === undefined ? null : denied(String(foreign['ProductArn']));
};

const invalid = (fault: string): HttpAnswer =>
  refusedAs('InvalidInputException', `Invalid parameter 'Findings'. ${fault}`);

const isForeign = ({ AwsAccountId, ProductArn }: Sent, hub: Hub): boolean =>
  (AwsAccountId !== undefined && AwsAccountId !== hub.account) ||
  (ProductArn !== undefined && ProductArn !== ownProduct(hub));

const ownProduct = ({ account, region }: Hub): string => {
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`;
};

/** As it answers whoever imports for another account: https://github.com/prowler-cloud/prowler/issues/867 */
const denied = (productArn: string): HttpAnswer =>
  refusedAs(
    'AccessDeniedException',
    `User is not authorized to perform: securityhub:BatchImportFindings on resource: ${productArn}`,
  );
