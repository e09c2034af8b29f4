import * as z from 'zod';
import { parseAt } from '../parse-at.ts';

const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([item.transform((value) => [value]), z.array(item)]) as z.ZodType<z.infer<T>[]>;

const texts = oneOrMore(z.string());

/** Not `NotAction` and its like: what is not known is refused, never guessed. */
const statement = z.strictObject({
  Action: texts,
  Condition: z.record(z.string(), z.record(z.string(), oneOrMore(z.union([z.string(), z.boolean()])))).default({}),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([z.literal('*'), z.record(z.string(), texts)]).optional(),
  Resource: texts,
  Sid: z.string().optional(),
});
export type Statement = z.infer<typeof statement>;

const policyDocument = z.strictObject({
  Id: z.string().optional(),
  Statement: oneOrMore(statement),
  Version: z.literal('2012-10-17'),
});

/** The statements of a policy document, its intrinsics resolved. */
export const statementsOf = (place: string, document: unknown): readonly Statement[] =>
  parseAt(place, policyDocument, document).Statement;

/** Somebody who wants to do something. */
interface Request {
  /** Such as `sqs:SendMessage`. */
  readonly action: string;
  readonly resource: string;
  /** Condition keys, in lower case, each with one value. */
  readonly context: Readonly<Record<string, string>>;
}

type Decision = 'allow' | 'deny' | 'none';

/** What statements that speak of the one who asks say: a deny beats every allow. */
export const decide = (statements: readonly Statement[], request: Request): Decision => {
  const speaking = statements.filter((each) => speaksOf(each, request));
  if (speaking.some(({ Effect }) => Effect === 'Deny')) return 'deny';
  return speaking.length > 0 ? 'allow' : 'none';
};

const speaksOf = ({ Action, Resource, Condition }: Statement, { action, resource, context }: Request): boolean =>
  Action.some((pattern) => isLike(pattern.toLowerCase(), action.toLowerCase())) &&
  Resource.some((pattern) => isLike(pattern, resource)) &&
  Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, wanted.map(String), context[key.toLowerCase()])),
  );

type Test = (wanted: string, actual: string) => boolean;

const TESTS: Readonly<Record<string, Test>> = {
  ArnEquals: (wanted, actual) => isLike(wanted, actual),
  ArnLike: (wanted, actual) => isLike(wanted, actual),
  Bool: (wanted, actual) => wanted === actual,
  StringEquals: (wanted, actual) => wanted === actual,
  StringLike: (wanted, actual) => isLike(wanted, actual),
};

const holds = (operator: string, wanted: readonly string[], actual: string | undefined): boolean => {
  const [, forAll, name = '', ifExists] = /^(ForAllValues:)?(.*?)(IfExists)?$/.exec(operator) ?? [];
  const test = TESTS[name];
  if (test === undefined) throw new Error(`replay does not know the condition operator ${operator}`);
  if (actual === undefined) return forAll !== undefined || ifExists !== undefined;
  return wanted.some((each) => test(each, actual));
};

/** IAM's wildcards: `*` is any text, `?` one character. */
export const isLike = (pattern: string, text: string): boolean => {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
};
