import { type Mistake, ofKey } from './problem.ts';
import { at, keysOf } from './unchecked.ts';

const PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export const REPOSITORY_NAME = new RegExp(`^(?=.{2,256}$)${PART}(?:/${PART})*$`);

/** Keys of `owner` that no repository could be called. */
export const repositoryNames = (policy: unknown, owner: string): Mistake[] =>
  keysOf(at(policy, [owner]))
    .filter((name) => !REPOSITORY_NAME.test(name))
    .map((name) => {
      const lower = name.toLowerCase();
      return {
        ...ofKey([owner, name], message(owner, name)),
        instead: REPOSITORY_NAME.test(lower) ? lower : undefined,
      };
    });

const message = (owner: string, name: string): string =>
  name.includes('*')
    ? `"${name}" is a glob, and ${owner} takes repositories one by one; write the name of one, such as payments/api`
    : `"${name}" is no name of a repository: ECR takes 2 to 256 lower case letters and digits, joined by . _ - /, such as payments/api`;
