import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { jsonSchema } from '../../functions/policy/json-schema.ts';
import { goodPolicies, wrongPolicy } from './fixtures.ts';

const committed = readFileSync(new URL('../../tallyman.schema.json', import.meta.url), 'utf8');

test('tallyman.schema.json is what node scripts/write-schema.ts writes', () => {
  expect(committed).toBe(jsonSchema());
});

describe('an editor that follows the schema', () => {
  const schema = z.fromJSONSchema(JSON.parse(committed));

  test.each(goodPolicies)('accepts $name', ({ text }) => {
    expect(schema.safeParse(parse(text)).error?.issues).toBeUndefined();
  });

  test.each([
    'unknown-key',
    'misspelt-receiver-key',
    'severity-misspelt',
    'channel-name',
    'empty-list',
    'slack-with-both',
    'receiver-of-two-kinds',
    'receiver-of-unknown-kind',
    'sns-with-both',
    'topic-name',
    'security-hub-with-a-key',
    'also-misspelt',
    'also-empty',
    'remind-as-number',
    'remind-in-weeks',
    'remind-too-late',
    'lineages-as-list',
    'lineages-of-a-glob',
    'lineages-without-tags',
    'lineages-of-repositories',
    'ignore-repository',
    'ignore-empty',
    'epss-in-percent',
    'epss-as-percent',
    'epss-as-text',
    'cvss-in-percent',
    'exploited-as-yes',
    'fact-misspelt',
    'registry-as-text',
    'registry-without-scanning',
    'registry-key-misspelt',
    'scanning-misspelt',
    'scan-filter-empty',
    'rescan-as-truth-value',
    'rescan-weekly',
    'mutable-tags-as-texts',
    'six-mutable-tags',
    'pull-from-elsewhere',
    'push-by-whom',
    'keep-in-other-words',
    'encryption-in-other-words',
    'source-without-tag',
    'tag-history-of-a-week',
    'creation-templates-of-nothing',
  ])('marks %s', (name) => {
    expect(schema.safeParse(parse(wrongPolicy(name))).success).toBe(false);
  });
});

test('every key has a description', () => {
  const bare = JSON.stringify(keysWithoutDescription(JSON.parse(committed)));

  expect(bare).toBe('[]');
});

const keysWithoutDescription = (schema: unknown): string[] => {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'properties' in schema ? Object.entries(Object(schema.properties)) : [];
  const bare = own.filter(([, value]) => !Object.hasOwn(Object(value), 'description')).map(([key]) => key);
  return [...bare, ...Object.values(schema).flatMap(keysWithoutDescription)];
};
