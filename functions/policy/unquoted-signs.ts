import { isAlias, isScalar, type Node, Scalar, visit } from 'yaml';
import { SEVERITIES } from '../core/domain/severity.ts';
import type { Fault, Problem } from './problem.ts';
import { type Range, rangeOf, type Source } from './source.ts';

/** Values that YAML takes otherwise than they were meant. In the document they begin with the sign, and an alias is text. */
export const unquotedSigns = ({ document, text }: Source): Problem[] => {
  const problems: Problem[] = [];
  const note = (node: Node): void => {
    const range = signRange(node, text);
    if (range === null) return;
    node.range = [range.from, range.to, range.to];
    problems.push({ ...range, ...faultOf(text.slice(range.from, range.to)) });
  };
  visit(document, {
    Collection: (_, collection) => note(collection),
    Scalar: (_, scalar) => note(scalar),
    Alias: (_, alias) => {
      note(alias);
      return asText(alias, text);
    },
  });
  return problems;
};

/** From the sign to the end of what it applies to; null where there is no sign. */
const signRange = (node: Node, text: string): Range | null => {
  const range = rangeOf(node);
  if (range === null) return null;
  const { from } = range;
  const to = from + text.slice(from, range.to).trimEnd().length;
  if (!isAlias(node) && node.anchor !== undefined) return { from: text.lastIndexOf('&', from), to };
  if (!isAlias(node) && node.tag !== undefined) return { from: text.lastIndexOf('!', from), to };
  return isUnquoted(node) && text.charAt(from) in FAULTS ? { from, to } : null;
};

const isUnquoted = (node: Node): boolean => isAlias(node) || (isScalar(node) && /^(PLAIN|BLOCK)/.test(node.type ?? ''));

const faultOf = (written: string): Fault => {
  const sign = written.charAt(0);
  const { message, instead } = FAULTS[sign]?.(written) ?? { message: 'something else' };
  return {
    message: `YAML takes an unquoted ${sign} for ${message}`,
    // What goes over several lines has no one line to paste.
    instead: instead === undefined || instead.includes('\n') ? undefined : instead,
  };
};

const reserved = (written: string): Fault => ({
  message: 'one of its own signs; take it out',
  instead: written.slice(1),
});

const folded = (written: string): Fault => {
  const inside = written.replace(/^[>|][-+=\d]*\s*/, '').replaceAll(/\s+/g, ' ');
  const severity = SEVERITIES.find((each) => each === inside.toUpperCase())?.toLowerCase();
  return severity === undefined
    ? { message: 'text of several lines; quote the value', instead: JSON.stringify(inside) }
    : { message: `text of several lines; "${severity}" by itself means ${severity} and above`, instead: severity };
};

/** What YAML takes a sign for that begins a value. */
const FAULTS: Readonly<Record<string, (written: string) => Fault>> = {
  // Of a key it takes the colon too.
  '*': (written) => ({
    message: 'an alias; quote the glob',
    instead: written.replace(/^(.*?)(:?)$/, (_, glob: string, colon: string) => JSON.stringify(glob) + colon),
  }),
  '!': () => ({ message: 'a tag of its own; to leave images out of a route, write not: { repository: "sandbox/**" }' }),
  '&': (written) => ({
    message: 'an anchor, and a policy has none; take it out',
    instead: written.replace(/^&\S*\s*/, ''),
  }),
  '>': folded,
  '|': folded,
  '@': reserved,
  '`': reserved,
  '%': reserved,
};

const asText = (node: Node, text: string): Scalar => {
  const range = rangeOf(node) ?? { from: 0, to: 0 };
  const scalar = new Scalar(text.slice(range.from, range.to));
  scalar.range = [range.from, range.to, range.to];
  return scalar;
};
