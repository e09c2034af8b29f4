import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../functions/policy/read-policy.ts';
import { goodPolicies } from './fixtures.ts';

const everyKey = goodPolicies.find(({ name }) => name === 'every-key')?.text ?? '';
const hashOf = (text: string): string => parsePolicy(text, 'tallyman.yaml', { placeholders: 'allowed' }).policy.hash;

describe('the hash', () => {
  const text = `operators: { email: platform@tallyman.dev }
receivers:
  payments: { slack: { webhook: tallyman/payments-webhook } }
  platform: { slack: { channel: C0PLATFORM } }
routes:
  - { to: payments, repository: "payments/**", severity: high, also: resolved, remind: 7d }
  - { to: platform, otherwise: true }
lineages:
  base/node: "*-slim"
  payments/monorepo: ["api-v1-*", "*-dev"]
`;

  test.each([
    ['a comment', `# ours\n${text}`],
    [
      'the order of keys',
      text.replace('to: payments, repository: "payments/**"', 'repository: "payments/**", to: payments'),
    ],
    ['quotes', text.replace('"payments/**"', "'payments/**'")],
    ['a list of one', text.replace('"payments/**"', '["payments/**"]')],
    ['the order of receivers', text.replace(/( {2}payments: .*\n)( {2}platform: .*\n)/, '$2$1')],
    ['a list of one word', text.replace('also: resolved', 'also: [resolved]')],
    ['the order of split repositories', text.replace(/( {2}base.*\n)( {2}payments\/monorepo.*\n)/, '$2$1')],
    [
      'a default that is written',
      `${text}unrated-as: medium\nwatch: "**"\nrescan: daily\nregistry: { scanning: leave }\n`,
    ],
    ['what the functions do not read', text.replace('platform@tallyman.dev', 'security@tallyman.dev')],
  ])('does not depend on %s', (_, variant) => {
    expect(variant).not.toBe(text);
    expect(hashOf(variant)).toBe(hashOf(text));
  });

  test.each([
    ['a threshold', text.replace('high', 'low')],
    ['a glob', text.replace('payments/**', 'payments/*')],
    ['the order of routes', text.replace(/( {2}- .*\n)( {2}- .*\n)/, '$2$1')],
    ['a secret', text.replace('payments-webhook', 'other-webhook')],
    ['what is told besides', text.replace('also: resolved, ', '')],
    ['when a route reminds', text.replace('7d', '8d')],
    ['what is ignored', `${text}ignore: pr-*\n`],
    ['a split', text.replace('*-slim', '*-alpine')],
    ['the order of lineages', text.replace('"api-v1-*", "*-dev"', '"*-dev", "api-v1-*"')],
    ['a default that is changed', `${text}unrated-as: low\n`],
    ['a fact that a route asks for', text.replace('also: resolved', 'fixable: false, also: resolved')],
    ['how the registry scans', `${text}registry: { scanning: basic }\n`],
    ['whether live images are scanned anew', `${text}rescan: off\n`],
    ['a kind', text.replace('slack: { channel: C0PLATFORM }', 'sns: { email: oncall@tallyman.dev }')],
  ])('depends on %s', (_, variant) => {
    expect(variant).not.toBe(text);
    expect(hashOf(variant)).not.toBe(hashOf(text));
  });

  test('is 12 hex digits', () => {
    expect(hashOf(everyKey)).toMatch(/^[0-9a-f]{12}$/);
  });
});
