import { PolicyError } from '../../functions/policy/policy-error.ts';

/** What keeps a command from running at all, in one line. */
export class CannotRunError extends Error {
  override readonly name = 'CannotRunError';
}

const NO_CREDENTIALS = 'there are no AWS credentials: log in, or set AWS_PROFILE';
const OLD_CREDENTIALS = 'AWS does not take the credentials: log in again';
const UNREACHABLE = 'AWS does not answer: see what stands between this machine and AWS, and that the Region is right';

/** By the name or code of an error of the SDK, of AWS, or of Node. */
const LINES: ReadonlyMap<string, string> = new Map([
  ['CredentialsProviderError', NO_CREDENTIALS],
  ['TokenProviderError', NO_CREDENTIALS],
  ['ExpiredToken', OLD_CREDENTIALS],
  ['ExpiredTokenException', OLD_CREDENTIALS],
  ['InvalidClientTokenId', OLD_CREDENTIALS],
  ['SignatureDoesNotMatch', OLD_CREDENTIALS],
  ['UnrecognizedClientException', OLD_CREDENTIALS],
  ['ECONNREFUSED', UNREACHABLE],
  ['ENOTFOUND', UNREACHABLE],
  ['EAI_AGAIN', UNREACHABLE],
  ['TimeoutError', UNREACHABLE],
]);

/** Why a command cannot run, and what to do; null for an error that nobody expected. */
export const whyNot = (error: unknown): string | null => {
  if (error instanceof CannotRunError || error instanceof PolicyError) return error.message;
  if (!(error instanceof Error)) return null;
  if (isDenied(error)) return `these credentials may not do it: ${error.message}`;
  if (/^Region (is missing|not accepted)/.test(error.message))
    return 'no Region is set: set AWS_REGION to that of the stack';
  return LINES.get(error.name) ?? LINES.get('code' in error ? String(error.code) : '') ?? null;
};

/** Whether AWS says that whoever runs the command may not ask this. */
export const isDenied = (error: unknown): boolean =>
  error instanceof Error &&
  /^(AccessDenied(Exception)?|AuthorizationError(Exception)?|UnauthorizedOperation)$/.test(error.name);
