import { Refusal } from './aws.ts';
import type { SnsAttribute } from './sns-request.ts';

// https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html

const NAME = /^(?!\.|aws\.|amazon\.)(?!.*\.\.)[A-Za-z0-9_.-]{1,256}(?<!\.)$/i;
const TYPE = /^(String|String\.Array|Number|Binary)$/;

type Rule = (attribute: SnsAttribute) => string | null;

const RULES: readonly Rule[] = [
  ({ name }) => (NAME.test(name) ? null : `Invalid message attribute name '${name}'.`),
  ({ name, type }) =>
    TYPE.test(type)
      ? null
      : `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
  ({ name, type, value }) =>
    value !== ''
      ? null
      : `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`,
  ({ name, type, value }) =>
    type === 'Number' && !Number.isFinite(Number(value))
      ? `Could not cast message attribute '${name}' value to number.`
      : null,
];

/** Refuses the first attribute that SNS would. */
export const checkAttributes = (attributes: readonly SnsAttribute[]): void => {
  const names = new Set<string>();
  for (const attribute of attributes) {
    const wrong = RULES.map((rule) => rule(attribute)).find((text) => text !== null);
    if (wrong) throw new Refusal('ParameterValueInvalid', wrong);
    if (names.has(attribute.name))
      throw new Refusal('InvalidParameter', `Invalid parameter: Message attribute '${attribute.name}' is there twice`);
    names.add(attribute.name);
  }
};
