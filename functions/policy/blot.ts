import type { Range } from './source.ts';

/**
 * Slack's webhook URLs, the part of one that follows the host, and tokens: nothing that a repository could be called.
 *
 * @see https://docs.slack.dev/authentication/tokens
 */
const SECRETS =
  /(https?:\/\/)?hooks\.slack(-gov)?\.com[^\s"'{}[\],]*|(xox[a-z][-.]|xapp-\d)[\w.-]*|T[A-Z0-9]{6,}\/B[A-Z0-9]{6,}\/\w{16,}/g;

/** Where `text` holds what only a secret holds. */
export const secretsIn = (text: string): Range[] =>
  [...text.matchAll(SECRETS)].map(({ 0: secret, index }) => ({ from: index, to: index + secret.length }));

/** `text` with the secrets in it blotted out. */
export const blot = (text: string): string => text.replaceAll(SECRETS, '…');
