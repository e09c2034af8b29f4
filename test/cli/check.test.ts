import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { checkCommand } from '../../cli/check.ts';

const POLICIES = fileURLToPath(new URL('../fixtures/policies/', import.meta.url));

const check = (...args: string[]): { out: string; err: string; exitCode: number } => {
  const written = { out: '', err: '' };
  const command = checkCommand()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        written.out += text;
      },
      writeErr: (text) => {
        written.err += text;
      },
    });
  try {
    command.parse(args, { from: 'user' });
    return { ...written, exitCode: 0 };
  } catch (error) {
    if (error instanceof CommanderError) return { ...written, exitCode: error.exitCode };
    throw error;
  }
};

test('a good policy is counted, with the hash that alerts show', () => {
  const file = `${POLICIES}good/every-key.yaml`;

  const { out, err, exitCode } = check(file);

  expect(out.replace(/[0-9a-f]{12}$/m, '…')).toBe(`${file}: 3 receivers, 3 routes, policy …\n`);
  expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
});

test('what is wrong goes to standard error, and the exit status is 1', () => {
  const { out, err, exitCode } = check(`${POLICIES}five-mistakes.yaml`);

  expect({ out, exitCode }).toEqual({ out: '', exitCode: 1 });
  expect(err.match(/five-mistakes\.yaml:\d+:\d+: /g)).toHaveLength(5);
});

test("the project's own policy is checked where none is named, and may not hold placeholders", () => {
  expect(check().err).toContain('tallyman.yaml:2:22: "platform@acme.example" is a placeholder');
  expect(check('tallyman.yaml').exitCode).toBe(1);
});

test('a policy that was chosen may hold placeholders', () => {
  expect(check(`${POLICIES}placeholder-address.yaml`).exitCode).toBe(0);
});
