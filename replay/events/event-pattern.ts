type Json = unknown;

/**
 * Whether EventBridge would take `event` to a rule with `pattern`.
 *
 * @returns null where it does; else the first thing that keeps it away
 * @throws Error for an operator that replay does not know
 */
export const mismatch = (pattern: Readonly<Record<string, Json>>, event: Json, path = ''): string | null => {
  const found = Object.entries(pattern).map(([key, wanted]) => {
    const at = path === '' ? key : `${path}.${key}`;
    if (key.startsWith('$')) throw new Error(`replay does not know ${at} in an event pattern`);
    const actual = isObject(event) ? event[key] : undefined;
    return Array.isArray(wanted) ? leafMismatch(wanted, actual, at) : innerMismatch(objectAt(wanted, at), actual, at);
  });
  return found.find((each) => each !== null) ?? null;
};

/** Of a list of objects one must fit the whole pattern: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-arrays.html */
const innerMismatch = (pattern: Readonly<Record<string, Json>>, actual: Json, at: string): string | null => {
  const objects = Array.isArray(actual) && actual.length > 0 ? actual : [actual];
  const found = objects.map((each) => mismatch(pattern, each, at));
  return found.includes(null) ? null : (found[0] ?? null);
};

/** One of the matchers must take one of the values: EventBridge looks into lists. */
const leafMismatch = (matchers: readonly Json[], actual: Json, at: string): string | null => {
  const values = Array.isArray(actual) ? actual : [actual];
  const taken = matchers.map((matcher) => values.some((value) => takes(matcher, value, at)));
  return taken.includes(true) ? null : `${at} is ${actual === undefined ? 'missing' : JSON.stringify(actual)}`;
};

const takes = (matcher: Json, value: Json, at: string): boolean => {
  if (!isObject(matcher)) return value === matcher;
  const [name = '', ...others] = Object.keys(matcher);
  const operator = OPERATORS[name];
  if (operator === undefined || others.length > 0)
    throw new Error(`replay does not know ${JSON.stringify(matcher)} in the event pattern at ${at}`);
  return operator(matcher[name], value, at);
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
const OPERATORS: Readonly<Record<string, (argument: Json, value: Json, at: string) => boolean>> = {
  'anything-but': (argument, value, at) =>
    value !== undefined && !excluded(argument).some((each) => takes(each, value, at)),
  exists: (argument, value) => (value !== undefined) === argument,
  prefix: (argument, value, at) => typeof value === 'string' && value.startsWith(textAt(argument, at)),
  suffix: (argument, value, at) => typeof value === 'string' && value.endsWith(textAt(argument, at)),
  wildcard: (argument, value, at) => typeof value === 'string' && wildcard(textAt(argument, at)).test(value),
};

/** What `anything-but` names: values, or what one operator says of one value or several. */
const excluded = (argument: Json): readonly Json[] => {
  if (!isObject(argument)) return [argument].flat();
  return Object.entries(argument).flatMap(([operator, values]) =>
    [values].flat().map((value) => ({ [operator]: value })),
  );
};

/** `\*` is a star. */
const wildcard = (pattern: string): RegExp => {
  const source = pattern.replaceAll(/\\[\\*]|[\\^$.*+?()[\]{}|]/g, (sign) => {
    if (sign === '*') return '.*';
    return sign.length > 1 ? sign : `\\${sign}`;
  });
  return new RegExp(`^${source}$`, 's');
};

const isObject = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const objectAt = (value: Json, at: string): Readonly<Record<string, Json>> => {
  if (isObject(value)) return value;
  throw new Error(`the event pattern has ${JSON.stringify(value)} at ${at}; expected a list`);
};

const textAt = (value: Json, at: string): string => {
  if (typeof value === 'string') return value;
  throw new Error(`replay does not know ${JSON.stringify(value)} in the event pattern at ${at}`);
};
