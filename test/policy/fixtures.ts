import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { PolicyError } from '../../functions/policy/policy-error.ts';
import { parsePolicy } from '../../functions/policy/read-policy.ts';

const POLICIES = new URL('../fixtures/policies/', import.meta.url);

interface Fixture {
  readonly name: string;
  readonly text: string;
}

const fixturesIn = (folder: string): Fixture[] =>
  readdirSync(new URL(folder, POLICIES))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({ name: basename(file, '.yaml'), text: readFileSync(new URL(folder + file, POLICIES), 'utf8') }));

/** Policies named for what is wrong with them. */
export const wrongPolicies = fixturesIn('./');

export const goodPolicies = fixturesIn('./good/');

export const wrongPolicy = (name: string): string => wrongPolicies.find((each) => each.name === name)?.text ?? '';

/** What is wrong with a policy; null where nothing is. Any other error than a PolicyError is thrown on. */
export const errorOf = (text: string, fileName = 'tallyman.yaml'): PolicyError | null => {
  try {
    parsePolicy(text, fileName, { placeholders: 'refused' });
    return null;
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
};
