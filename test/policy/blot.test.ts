import { expect, test } from 'vitest';
import { blot } from '../../functions/policy/blot.ts';

test.each([
  'xoxb-EXAMPLE-NOT-A-TOKEN',
  'xoxe.xoxp-1-EXAMPLE',
  'xapp-1-EXAMPLE',
  'https://hooks.slack.com/services/T00000000/B00000000/EXAMPLENOTASECRET',
  'hooks.slack.com/triggers/T00000000/1/EXAMPLE',
  'T00000000/B00000000/EXAMPLENOTASECRET',
])('%s is blotted out, and nothing around it', (secret) => {
  expect(blot(`{ webhook: "${secret}", to: payments }`)).toBe('{ webhook: "…", to: payments }');
});

test.each(['tallyman/slack-token', 'payments/xapp-frontend', 'tooling/backend/authentication-service', 'C0PLATFORM'])(
  '%s stays',
  (name) => {
    expect(blot(name)).toBe(name);
  },
);
