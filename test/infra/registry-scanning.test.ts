import { App, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnRegistryScanningConfiguration } from 'aws-cdk-lib/aws-ecr';
import { describe, expect, test } from 'vitest';
import type { RegistryScanning as Scanning } from '../../functions/policy/registry-scanning.ts';
import { scanFilters } from '../../functions/policy/scan-filters.ts';
import { RegistryScanning } from '../../infra/constructs/registry-scanning.ts';
import { RepositoriesStack } from '../../infra/repositories-stack.ts';
import { scanned } from './templates.ts';

const TYPE = 'AWS::ECR::RegistryScanningConfiguration';

const stackOf = (registry: Scanning | null, repositories: Record<string, Record<string, never>> = {}): Stack =>
  new RepositoriesStack(new App({ autoSynth: false }), 'Repositories', {
    registry,
    repositories,
    creationTemplates: {},
  });
const warningsOf = (stack: Stack): string[] =>
  (stack.node.root as App)
    .synth()
    .getStackByName(stack.stackName)
    .messages.map(({ entry }) => String(entry.data));

describe('the scanning configuration of the registry', () => {
  test('is what the policy file says, in words of AWS', () => {
    const registry: Scanning = {
      scanning: 'enhanced',
      rules: [
        { frequency: 'continuous', filters: scanFilters(['prod/**', '**/api']) },
        { frequency: 'scan-on-push', filters: scanFilters(['**']) },
      ],
    };
    const filter = (text: string) => ({ Filter: text, FilterType: 'WILDCARD' });
    expect(Template.fromStack(stackOf(registry)).findResources(TYPE)).toEqual({
      Scanning: {
        Type: TYPE,
        Properties: {
          ScanType: 'ENHANCED',
          Rules: [
            {
              ScanFrequency: 'CONTINUOUS_SCAN',
              RepositoryFilters: [filter('prod/*'), filter('ap*i'), filter('*/api')],
            },
            { ScanFrequency: 'SCAN_ON_PUSH', RepositoryFilters: [filter('*')] },
          ],
        },
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      },
    });
  });

  test('is not made where the file leaves it as it is', () => {
    Template.fromStack(stackOf(null, { 'payments/api': {} })).resourceCountIs(TYPE, 0);
  });

  test.each([
    ['by the registry', scanned('basic'), {}],
    ['by the setting of the repository, where the registry is left as it is', null, { ScanOnPush: true }],
  ])('hardened repositories are scanned %s', (_, registry, expected) => {
    const repositories = Template.fromStack(stackOf(registry, { 'payments/api': {} })).findResources(
      'AWS::ECR::Repository',
    );
    const settings = Object.values(repositories).map(({ Properties }) => Properties.ImageScanningConfiguration ?? {});
    expect(settings).toEqual([expected]);
  });
});

describe('what ECR cannot say', () => {
  test('is a warning that names the glob, the filter, and what else is scanned', () => {
    const filters = scanFilters(['prod/**', 'base/node', 'team-*']);
    const [warning, ...others] = warningsOf(
      stackOf({ scanning: 'basic', rules: [{ frequency: 'scan-on-push', filters }] }),
    );
    expect(others).toEqual([]);
    expect(warning?.split('\n').slice(2)).toEqual([
      '  scan-on-push: "base/node" becomes "ba*se/node", which also fits baxse/node',
      '  scan-on-push: "team-*" also fits team-x/y [ack: tallyman:wide-scan-filters]',
    ]);
  });

  test('is not warned of where it says all', () => {
    expect(warningsOf(stackOf(scanned('enhanced', 'prod/**')))).toEqual([]);
  });
});

describe('a second scanning configuration', () => {
  const IRELAND = { account: '111122223333', region: 'eu-west-1' };
  const ELSEWHERE = { account: '111122223333', region: 'us-east-1' };

  const appWith = (...places: ({ account?: string; region?: string } | undefined)[]): App => {
    const app = new App({ autoSynth: false });
    for (const [index, env] of places.entries())
      new RegistryScanning(new Stack(app, `Stack${index}`, env && { env }), 'Scanning', scanned('basic'));
    return app;
  };

  test.each([
    ['where both are made for anywhere', [undefined, undefined]],
    ['in the same account and Region', [IRELAND, IRELAND]],
    ['where one is made for anywhere', [undefined, IRELAND]],
    ['where one is made for any Region', [{ account: IRELAND.account }, IRELAND]],
  ])('is refused %s', (_, places) => {
    expect(() => appWith(...places).synth()).toThrow(
      /\[Stack0\/Scanning\] an account has one scanning configuration in a Region, and Stack1\/Scanning is another: .*; keep one/,
    );
  });

  test('is refused that somebody else made, in a stage of the app', () => {
    const app = appWith(IRELAND);
    const stack = new Stack(new Stage(app, 'Prod'), 'Theirs', { env: IRELAND });
    new CfnRegistryScanningConfiguration(stack, 'Theirs', { scanType: 'BASIC', rules: [] });
    expect(() => app.synth()).toThrow('Prod/Theirs/Theirs is another');
  });

  test('is another one in another Region', () => {
    expect(() => appWith(IRELAND, ELSEWHERE).synth()).not.toThrow();
  });
});
