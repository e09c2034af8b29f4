/** The topic of a receiver, in words for the one who mends it. */
export interface Topic {
  readonly receiver: string;
  readonly arn: string;
  /** Whether the stack makes it; else `tallyman.yaml` names one that exists. */
  readonly own: boolean;
}

type Remedy = (topic: Topic) => string;

export const deployAgain = 'deploy the stack again';

const create: Remedy = ({ arn, receiver, own }) =>
  own
    ? `create the topic ${arn} again and subscribe its addresses, or give ${receiver} another name in tallyman.yaml and deploy`
    : `create the topic ${arn}, or name another for ${receiver} in tallyman.yaml and deploy`;
const correct: Remedy = ({ arn, receiver, own }) =>
  own
    ? deployAgain
    : `name a standard topic of this Region for ${receiver} in tallyman.yaml and deploy: ${arn} is none, or cannot be had`;
const allow: Remedy = ({ arn, own }) =>
  own
    ? `take back what was changed in the function's role, in the policy of ${arn}, or in one of the organization`
    : `let the role of the function publish to ${arn}: its policy, or one of the organization, forbids it`;
const useKey: Remedy = ({ arn, own }) =>
  own
    ? `take back what was changed in the function's role, or in the policy of the key of ${arn}`
    : `let the role of the function use the key of ${arn}: kms:GenerateDataKey and kms:Decrypt, in the role and in the key's policy`;
const enableKey: Remedy = ({ arn }) => `enable the key of ${arn}, or cancel its deletion`;
const giveKey: Remedy = ({ arn }) => `give the topic ${arn} a key that exists`;
const report: Remedy = () => 'report it with the record: Tallyman made a message that SNS does not take';

/** By the code on the wire: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors */
const REMEDIES: ReadonlyMap<string, Remedy> = new Map([
  ['AccessDenied', allow],
  ['AccessDeniedException', allow],
  ['AuthorizationError', allow],
  ['InvalidParameter', report],
  ['KMSAccessDenied', useKey],
  ['KMSDisabled', enableKey],
  ['KMSInvalidState', enableKey],
  ['KMSNotFound', giveKey],
  ['KMSOptInRequired', giveKey],
  ['NotFound', create],
  ['ParameterValueInvalid', report],
  ['ValidationError', report],
  ['ValidationException', report],
]);

/**
 * What mends an error.
 *
 * @param code - null where there was none
 * @param complaint - what SNS has against the request; null where it did not say
 */
export const remedyFor = (code: string | null, complaint: string | null, topic: Topic): string => {
  if (code === null) return 'see what stands between the function and SNS: what answered is not SNS';
  if (complaint?.startsWith('Invalid parameter: TopicArn')) return correct(topic);
  return REMEDIES.get(code)?.(topic) ?? `mend what SNS's documentation of Publish says of ${code}`;
};
