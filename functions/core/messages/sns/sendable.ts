import { AS_IT_IS, cutEnd, orBlank } from '../cut.ts';

/** Far more than any name of AWS has: what is longer is somebody's mistake. */
const MAX_TEXT = 500;

/** What SQS, which SNS may pass it on to, does not take: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const REFUSED = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Somebody else's text for machines: as it is, but for characters that no queue takes, and an end. */
export const sendable = (text: string): string => cutEnd(orBlank(text).replace(REFUSED, '\uFFFD'), MAX_TEXT, AS_IT_IS);

export const sendableOrNull = (text: string | null): string | null => (text === null ? null : sendable(text));
