import { type ToTell, toldTo } from '../told.ts';
import { type Attributes, attributesOf } from './attributes.ts';
import { bytesInJson, bytesOf } from './bytes.ts';
import { emailText } from './email.ts';
import type { MachineAlert } from './machine-alert.ts';
import { machineForm } from './machine-form.ts';
import { subjectOf } from './subject.ts';

/** SNS's limit of a message with its attributes, which a topic may raise: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MAX_BYTES = 262_144;
/** Of those, what the e-mail may take. */
const MAX_EMAIL_BYTES = 65_536;

/** What a topic's subscribers get. */
export interface SnsMessage {
  /** Printable ASCII, 99 characters at most. */
  readonly subject: string;
  /** The e-mail. */
  readonly text: string;
  /** For every other protocol. */
  readonly json: MachineAlert;
  /** What subscriptions can filter by. */
  readonly attributes: Attributes;
}

/** What SNS is given as the message: the form for each protocol. An SMS is the subject alone. */
export const bodyOf = ({ subject, text, json }: Pick<SnsMessage, 'subject' | 'text' | 'json'>): string =>
  JSON.stringify({ default: JSON.stringify(json), email: text, sms: subject });

/** Names, types and values: SNS counts them all. The subject too, to be on the safe side. */
const besides = (subject: string, attributes: Attributes): number =>
  bytesOf([subject, ...Object.entries(attributes).flatMap(([name, value]) => [name, 'String', value])].join(''));

/**
 * How a receiver's topic is told its alert.
 *
 * @returns a message within SNS's limits, whatever was found; what it does not list is counted
 * @throws Error where the record has no alert for the receiver
 */
export const snsMessage = (toTell: ToTell): SnsMessage => {
  const told = toldTo(toTell);
  const subject = subjectOf(told);
  const attributes = attributesOf(told);
  const text = emailText(told, MAX_EMAIL_BYTES);
  const frame = bytesOf(JSON.stringify({ default: '', email: '', sms: subject }));
  const room = MAX_BYTES - besides(subject, attributes) - frame - bytesInJson(text);
  return { subject, text, json: machineForm(told, room), attributes };
};
