import { describe, expect, test } from 'vitest';
import { resolveIntrinsics } from '../../../replay/template/intrinsics.ts';

const references = {
  ref: (name: string) => (name === 'AWS::NoValue' ? undefined : `ref-${name}`),
  attribute: (logicalId: string, name: string) => `${logicalId}/${name}`,
  imported: (name: string) => `imported-${name}`,
};
const resolve = (value: unknown): unknown => resolveIntrinsics(value, references);

describe('an intrinsic function', () => {
  test.each([
    ['Ref', { Ref: 'Queue' }, 'ref-Queue'],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Queue/Arn'],
    ['Fn::GetAtt of a nested attribute', { 'Fn::GetAtt': 'Db.Endpoint.Port' }, 'Db/Endpoint.Port'],
    ['Fn::ImportValue', { 'Fn::ImportValue': { Ref: 'Name' } }, 'imported-ref-Name'],
    ['Fn::Join', { 'Fn::Join': [':', ['arn', { Ref: 'P' }, 7]] }, 'arn:ref-P:7'],
    ['Fn::Select of Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    ['Fn::Sub', { 'Fn::Sub': `\${Queue}-\${Queue.Arn}-\${!Literal}` }, `ref-Queue-Queue/Arn-\${Literal}`],
    ['Fn::Sub with variables', { 'Fn::Sub': [`\${A}-\${B}`, { A: { Ref: 'X' } }] }, 'ref-X-ref-B'],
  ])('%s is resolved', (_, value, resolved) => {
    expect(resolve({ deep: [value] })).toEqual({ deep: [resolved] });
  });

  test('AWS::NoValue takes its key away, and its place in a list', () => {
    expect(resolve({ gone: { Ref: 'AWS::NoValue' }, list: [1, { Ref: 'AWS::NoValue' }] })).toEqual({ list: [1] });
  });

  test.each(['Fn::If', 'Fn::GetStackOutput', 'Fn::Base64'])('%s, which replay does not know, is an error', (name) => {
    expect(() => resolve({ [name]: ['a'] })).toThrow(`replay does not know ${name}: {"${name}":["a"]}`);
  });

  test('a list where a text belongs is an error', () => {
    expect(() => resolve({ 'Fn::Join': ['', [['a']]] })).toThrow('the template has ["a"] where a text is expected');
  });
});

test('what only looks like one stays', () => {
  const policy = { Statement: [{ Condition: { Bool: { 'aws:SecureTransport': 'false' } }, Effect: 'Deny' }] };
  expect(resolve(policy)).toEqual(policy);
});
