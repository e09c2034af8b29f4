import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readScenario } from '../../../replay/scenario/read-scenario.ts';

const EVENT = {
  id: 'e1',
  account: '123456789012',
  region: 'eu-central-1',
  time: '2026-11-21T08:00:00Z',
  detail: { 'repository-name': 'payments/api', 'image-digest': 'sha256:a' },
};
const API = { repository: 'payments/api', digest: 'sha256:a' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scenario-'));
  write('event.json', EVENT);
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: unknown): void => writeFileSync(join(folder, name), JSON.stringify(content));
const read = (yaml: string) => {
  const file = join(folder, 'scenario.yaml');
  writeFileSync(file, yaml);
  return readScenario(file);
};
const errorOf = (yaml: string): string => {
  try {
    read(yaml);
  } catch (error) {
    return String(error).replaceAll(relative('.', folder), '');
  }
  throw new Error('the scenario was taken');
};

describe('time', () => {
  const times = (yaml: string) => read(yaml).steps.map(({ at }) => new Date(at).toISOString().slice(11, 19));

  test('begins with the first event, and goes on by the minute', () => {
    expect(times('steps: [{ event: event.json }, { event: event.json }, {}]')).toEqual([
      '08:00:00',
      '08:01:00',
      '08:02:00',
    ]);
  });

  test('is what the steps say', () => {
    expect(times('steps: [{ at: 2026-11-21T09:00:00Z }, { at: +90s }, {}]')).toEqual([
      '09:00:00',
      '09:01:30',
      '09:02:30',
    ]);
  });

  test.each([
    ['steps: [{}]', '/scenario.yaml:1:9: the first step needs `at`: it has no event whose time it could be'],
    [
      'steps: [{ at: +1m }]',
      '/scenario.yaml:1:15: at: +1m is no time; write 2026-11-21T08:00:00Z, or +10m after a step',
    ],
    [
      'steps:\n  - { event: event.json }\n  - { at: 2026-11-21T07:59:59Z }',
      '/scenario.yaml:3:11: at: 2026-11-21T07:59:59Z is before the step before it; time does not run back',
    ],
  ])('that nobody can tell is an error: %s', (yaml, message) => {
    expect(errorOf(yaml)).toBe(`ScenarioError: ${message}`);
  });
});

test('account and Region are those of the first event', () => {
  expect(read('steps: [{ event: event.json }]').registry).toEqual({ account: '123456789012', region: 'eu-central-1' });
});

test('the policy is found beside the scenario; without one it is the project’s own', () => {
  expect(read('{ policy: my.yaml, steps: [{ event: event.json }] }').policy).toBe(join(folder, 'my.yaml'));
  expect(read('steps: [{ event: event.json }]').policy).toBeNull();
});

describe('a registry', () => {
  test('scans as the step says', () => {
    const [first, second] = read(
      'steps: [{ event: event.json, registry: { scanning: enhanced, frequency: SCAN_ON_PUSH, filters: [prod*] } }, {}]',
    ).steps;
    expect(first?.registry).toEqual({ scanType: 'ENHANCED', frequency: 'SCAN_ON_PUSH', filters: ['prod*'] });
    expect(second?.registry).toBeNull();
  });

  test('has images of which no event spoke, each with its scan and what the next one finds', () => {
    write('page.json', { imageScanStatus: { status: 'COMPLETE' } });
    write('images.json', {
      imageDetails: [
        { imageDigest: 'sha256:b', repositoryName: 'x/y', imageTags: ['v1'], scan: 'page.json' },
        { imageDigest: 'sha256:c', repositoryName: 'x/y', rescan: ['page.json', 'page.json'] },
        { imageDigest: 'sha256:d', repositoryName: 'x/z', scan: { error: 'ServerException' } },
      ],
    });
    const [step] = read('steps: [{ at: 2026-11-21T08:00:00Z, images: images.json }]').steps;
    expect(step?.images).toEqual([
      { imageDigest: 'sha256:b', repositoryName: 'x/y', imageTags: ['v1'] },
      { imageDigest: 'sha256:c', repositoryName: 'x/y' },
      { imageDigest: 'sha256:d', repositoryName: 'x/z' },
    ]);
    const page = { imageScanStatus: { status: 'COMPLETE' } };
    expect(step?.scans).toEqual([
      { image: { repository: 'x/y', digest: 'sha256:b' }, source: [page] },
      { image: { repository: 'x/z', digest: 'sha256:d' }, source: { error: 'ServerException' } },
    ]);
    expect(step?.rescans).toEqual([{ image: { repository: 'x/y', digest: 'sha256:c' }, source: [page, page] }]);
  });
});

test('what a scan finds that is started is of the image of the event, where it does not say', () => {
  write('page.json', { imageScanStatus: { status: 'COMPLETE' } });
  const [step] = read('steps: [{ event: event.json, rescan: page.json }]').steps;
  expect(step).toMatchObject({ scans: [], rescans: [{ image: API }] });
});

test('events are lost where the step says so', () => {
  expect(read('steps: [{ event: event.json, lost: true }, {}]').steps.map(({ lost }) => lost)).toEqual([true, false]);
});

test('a file may hold many events', () => {
  write('events.json', [EVENT, { ...EVENT, id: 'e2' }]);
  const [step] = read('steps: [{ event: [events.json, event.json] }]').steps;
  expect(step?.events.map(({ id }) => id)).toEqual(['e1', 'e2', 'e1']);
});

describe('the image of an event of Inspector', () => {
  test.each([
    [
      'a scan',
      {
        'repository-name': 'arn:aws:ecr:eu-west-1:1:repository/payments/api',
        'image-digest': 'sha256:a',
        'image-tags': ['v1'],
      },
    ],
    [
      'a finding',
      { resources: [{ details: { awsEcrContainerImage: { repositoryName: 'payments/api', imageHash: 'sha256:a' } } }] },
    ],
  ])('of %s is read', (_, detail) => {
    write('inspector.json', { ...EVENT, detail });
    expect(read('steps: [{ event: inspector.json }]').steps[0]?.subjects).toEqual([API]);
  });

  test('of a finding in something else is none', () => {
    write('inspector.json', { ...EVENT, detail: { resources: [{ details: { awsEc2Instance: {} } }] } });
    expect(read('steps: [{ event: inspector.json }]').steps[0]?.subjects).toEqual([]);
  });
});

describe('a scan', () => {
  test('is of the image that its pages name', () => {
    write('page.json', { repositoryName: 'base/node', imageId: { imageDigest: 'sha256:b' } });
    const [step] = read('steps: [{ event: event.json, scan: page.json }]').steps;
    expect(step?.scans.map(({ image }) => image)).toEqual([{ repository: 'base/node', digest: 'sha256:b' }]);
  });

  test('is else of the image of the event, or of the last event there was', () => {
    write('page.json', { imageScanStatus: { status: 'COMPLETE' } });
    const steps = read(
      'steps: [{ event: event.json, scan: [page.json, page.json] }, { scan: { error: ServerException } }]',
    ).steps;
    expect(steps.map(({ scans }) => scans.map(({ image }) => image))).toEqual([[API], [API]]);
    expect(steps[0]?.scans[0]?.source).toHaveLength(2);
    expect(steps[1]?.scans[0]?.source).toEqual({ error: 'ServerException' });
  });

  test('has times that ECR would send', () => {
    write('page.json', { imageScanFindings: { imageScanCompletedAt: '2026-11-21T07:59:00Z' } });
    const [step] = read('steps: [{ event: event.json, scan: page.json }]').steps;
    expect(step?.scans[0]?.source).toEqual([{ imageScanFindings: { imageScanCompletedAt: 1_795_247_940 } }]);
  });

  test('of no image is an error', () => {
    write('page.json', {});
    expect(errorOf('steps:\n  - at: 2026-11-21T08:00:00Z\n    scan: page.json')).toBe(
      'ScenarioError: /scenario.yaml:3:11: scan: neither it nor an event names an image',
    );
  });
});

test('how services answer is as it is written; Security Hub that is not enabled says so of each finding', () => {
  const [step] = read(
    'steps: [{ event: event.json, slack: { status: 429 }, sns: { error: Throttled }, security-hub: { notEnabled: true } }]',
  ).steps;
  const { slack, sns, securityHub } = step ?? {};
  expect({ slack, sns, securityHub }).toEqual({
    slack: { status: 429 },
    sns: { error: 'Throttled' },
    securityHub: { disabled: 'finding' },
  });
});

test('images are of the repository of the event, where they do not say', () => {
  write('images.json', {
    imageDetails: [{ imageDigest: 'sha256:a' }, { imageDigest: 'sha256:b', repositoryName: 'x/y' }],
  });
  const [step] = read('steps: [{ event: event.json, images: images.json }]').steps;
  expect(step?.images).toEqual([
    { repositoryName: 'payments/api', imageDigest: 'sha256:a' },
    { repositoryName: 'x/y', imageDigest: 'sha256:b' },
  ]);
});

test('manifests are what stands in their files, to the byte', () => {
  writeFileSync(join(folder, 'index.json'), '{ "manifests": [],\n  "updatedAt": "2026-11-21T08:00:00Z" }\n');
  const [step] = read('steps: [{ event: event.json, manifests: { "sha256:a": index.json } }]').steps;
  expect(step?.manifests).toEqual({ 'sha256:a': '{ "manifests": [],\n  "updatedAt": "2026-11-21T08:00:00Z" }\n' });
});

describe('what is wrong is told with its place', () => {
  test.each([
    [
      'a key nobody knows',
      'polcy: x\nsteps: [{ event: event.json }]',
      ':1:1: unknown key "polcy"; did you mean "policy"?',
    ],
    ['a key of a step', 'steps:\n  - evnt: event.json', ':2:5: unknown key "evnt"; did you mean "event"?'],
    ['a key of slack', 'steps: [{ slack: { stauts: 429 } }]', ':1:20: unknown key "stauts"; did you mean "status"?'],
    ['a key of sns', 'steps: [{ sns: { retryAfter: 1 } }]', ':1:18: unknown key "retryAfter"'],
    [
      'a key of security-hub',
      'steps: [{ security-hub: { not-enabled: true } }]',
      ':1:27: unknown key "not-enabled"; did you mean "notEnabled"?',
    ],
    [
      'a key of registry',
      'steps: [{ registry: { scanning: basic, filter: [x] } }]',
      ':1:40: unknown key "filter"; did you mean "filters"?',
    ],
    [
      'a kind of scanning nobody knows',
      'steps: [{ registry: { scanning: both } }]',
      ':1:33: scanning: invalid option: expected one of "basic"|"enhanced"',
    ],
    [
      'a frequency that basic scanning does not have',
      'steps: [{ registry: { scanning: basic, frequency: CONTINUOUS_SCAN } }]',
      ':1:51: frequency: basic scanning has SCAN_ON_PUSH and MANUAL, enhanced scanning CONTINUOUS_SCAN and SCAN_ON_PUSH',
    ],
    ['events that are not lost', 'steps: [{ lost: false }]', ':1:17: lost: '],
    ['a rescan of the wrong kind', 'steps: [{ rescan: 7 }]', ':1:19: rescan: expected a path, a list of paths'],
    ['a key of scan', 'steps: [{ scan: { eror: X } }]', ':1:19: unknown key "eror"; did you mean "error"?'],
    ['a value of the wrong kind', 'steps: [{ event: 7 }]', ':1:18: event: expected a path, or a list of paths'],
    ['a manifest of no digest', 'steps: [{ manifests: { v1: index.json } }]', ':1:24: v1: expected a digest, sha256:…'],
    ['a manifest without a path', 'steps: [{ manifests: { "sha256:a": {} } }]', ':1:36: sha256:a: '],
    ['no steps', 'steps: []', ':1:8: steps: expected one step or more'],
    ['a key that is there twice', 'steps: [{}]\nsteps: [{}]', ':2:1: Map keys must be unique'],
    ['no YAML', 'steps: [', ':1:9: '],
  ])('%s', (_, yaml, message) => {
    expect(errorOf(yaml)).toContain(`ScenarioError: /scenario.yaml${message}`);
  });

  test('all at once', () => {
    expect(errorOf('steps:\n  - evnt: a\n  - slck: {}').split('\n')).toHaveLength(2);
  });

  test.each([
    ['no such file', 'nothing.json', 'ENOENT'],
    ['no JSON', 'scenario.yaml', 'is not valid JSON'],
    ['no object', 'list.json', 'expected a JSON object'],
  ])('%s', (_, file, message) => {
    write('list.json', ['event']);
    const error = errorOf(`steps:\n  - event: ${file}`);
    expect(error).toContain(`/scenario.yaml:2:12: ${file}: `);
    expect(error).toContain(message);
  });

  test('a manifest that is no JSON object', () => {
    write('list.json', []);
    const error = errorOf('steps:\n  - event: event.json\n    manifests: { "sha256:a": list.json }');
    expect(error).toContain(':3:30: list.json: expected a JSON object');
  });

  test('images that are no answer of DescribeImages', () => {
    write('images.json', { images: [] });
    expect(errorOf('steps:\n  - event: event.json\n    images: images.json')).toContain(':3:13: images.json: expected');
  });
});
