/** What a template may point to. */
export interface References {
  /** What `Ref` gives: of a resource, a parameter or a pseudo parameter. Undefined is `AWS::NoValue`. */
  ref(name: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  /** What another stack exports. */
  imported(name: string): unknown;
}

type Resolve = (value: unknown) => unknown;
type Intrinsic = (argument: unknown, references: References, resolve: Resolve) => unknown;

/**
 * The value that CloudFormation would make of a part of a template.
 *
 * @throws Error for an intrinsic function that replay does not know: nothing is guessed
 */
export const resolveIntrinsics = (value: unknown, references: References): unknown => {
  const resolve: Resolve = (part) => resolveIntrinsics(part, references);
  if (Array.isArray(value)) return value.map(resolve).filter((part) => part !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (only !== undefined && entries.length === 1 && isIntrinsic(only[0])) {
    const intrinsic = INTRINSICS[only[0]];
    if (intrinsic === undefined) throw new Error(`replay does not know ${only[0]}: ${JSON.stringify(value)}`);
    return intrinsic(only[1], references, resolve);
  }
  const resolved = entries.map(([key, part]) => [key, resolve(part)] as const);
  return Object.fromEntries(resolved.filter(([, part]) => part !== undefined));
};

/** `Condition` alone is one in a condition only; in a policy it is a key of a statement, never alone. */
const isIntrinsic = (key: string): boolean => key === 'Ref' || key.startsWith('Fn::');

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, references) => references.ref(text(name)),
  'Fn::GetAtt': (argument, references) => {
    const [logicalId = '', ...name] = Array.isArray(argument) ? argument.map(text) : text(argument).split('.');
    return references.attribute(logicalId, name.join('.'));
  },
  'Fn::ImportValue': (name, references, resolve) => references.imported(text(resolve(name))),
  'Fn::Join': (argument, _, resolve) => {
    const [separator, parts] = list(argument);
    return list(resolve(parts)).map(text).join(text(separator));
  },
  'Fn::Split': (argument, _, resolve) => {
    const [separator, whole] = list(argument);
    return text(resolve(whole)).split(text(separator));
  },
  'Fn::Select': (argument, _, resolve) => {
    const [index, parts] = list(argument);
    return list(resolve(parts))[Number(index)];
  },
  'Fn::Sub': (argument, references, resolve) => {
    const [template, variables = {}] = Array.isArray(argument) ? argument : [argument];
    return substitute(text(template), resolve(variables) as Record<string, unknown>, references);
  },
};

const substitute = (template: string, variables: Record<string, unknown>, references: References): string =>
  template.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in variables) return text(variables[name]);
    const [logicalId = '', ...attribute] = name.split('.');
    return text(attribute.length === 0 ? references.ref(name) : references.attribute(logicalId, attribute.join('.')));
  });

const list = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  throw new Error(`the template has ${JSON.stringify(value)} where a list is expected`);
};

const text = (value: unknown): string => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`the template has ${JSON.stringify(value)} where a text is expected`);
};
