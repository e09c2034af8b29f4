import { bodyOf, type SnsMessage } from '../../functions/core/messages/sns/message.ts';

// What SNS refuses, and what an e-mail should not look like; written without a look at how messages are made.

const subjectFaults = (subject: string): string[] => [
  ...(/^[!-~]/.test(subject) ? [] : ['the subject does not begin with a letter, a digit or a punctuation mark']),
  ...(/^[ -~]*$/.test(subject) ? [] : ['the subject is not printable ASCII']),
  ...(subject.length > 99 ? [`the subject has ${subject.length} characters`] : []),
];

const emailFaults = (text: string): string[] => {
  const long = text.split('\n').filter((line) => line.length > 76 && line.trim().includes(' ', 3));
  return [
    ...long.map((line) => `a line that could be broken has ${line.length} characters: ${line}`),
    ...(/[^\n\P{C}]/u.test(text.replace(/\u200d/gu, '')) ? ['the e-mail has characters that cannot be seen'] : []),
    ...(/ \n|\n\n\n/.test(text) ? ['the e-mail has blanks at the end of a line, or two empty lines'] : []),
  ];
};

const parses = (body: string): boolean => {
  const { default: machines, email } = JSON.parse(body);
  return typeof email === 'string' && JSON.parse(machines).version === 1;
};

/** What is wrong with `message`, by SNS's limits and our own of an e-mail; empty where nothing is. */
export const snsFaults = (message: SnsMessage): string[] => {
  const { subject, text, attributes } = message;
  const body = bodyOf(message);
  const counted = [body, ...Object.entries(attributes).flatMap(([name, value]) => [name, value, 'String'])];
  const bytes = Buffer.byteLength(counted.join(''));
  return [
    ...subjectFaults(subject),
    ...emailFaults(text),
    ...(bytes > 262_144 ? [`the message has ${bytes} bytes`] : []),
    ...(body.isWellFormed() && parses(body) ? [] : ['the message is not of whole characters']),
    ...Object.entries(attributes).flatMap(([name, value]) => (value === '' ? [`the attribute ${name} is empty`] : [])),
  ];
};
