import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { sourceCommand } from '../../cli/source.ts';
import { listen } from '../../replay/http.ts';
import { replay } from '../../replay/replay.ts';
import { ONLOOKER } from '../../replay/services/aws-call.ts';
import { synthesise } from '../../replay/synthesise.ts';
import { readAssembly } from '../../replay/template/assembly.ts';
import type { Place } from '../../replay/template/identity.ts';
import { resourcesOf } from '../../replay/template/resources.ts';
import { cloudFormation, type FakeStack } from '../support/deployed/cloudformation.ts';
import { answerQuery } from '../support/deployed/query.ts';
import { type Run, run } from '../support/deployed/run.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const POLICY = join(EXAMPLES, 'tallyman.yaml');
const STACK = 'TallymanAlerts';

/** What `latest` meant until it moved, until it moved again, and since. */
const MEANT = [
  [
    '--at 2026-11-21T09:00Z',
    'sha256:26f5bc70395950c570336f657b20d3b0c4a09da534c00fa6092ba589a531e90d',
    'c41f6d0a92b7e85303d1f4ac6be9570218d3e7f6',
    ['CVE-2023-45853'],
  ],
  [
    '--at 2026-11-21T11:00Z',
    'sha256:18554a33f216b931cbfae8fcf60697e271284da5321fdc03c5b6b4887de20058',
    'e07b94d15c3a6f82b9d4037ae61f58c20d9b73a4',
    ['CVE-2023-45853', 'CVE-2026-1234'],
  ],
  [
    '',
    'sha256:4d89e86cf74fd8cf211e1751381e26578268f1a10f63d2ef5cdc1345a8b77b49',
    '8d5be1027fc94a36e0b1d7c28a5f3e9946d0c71b',
    ['CVE-2023-45853'],
  ],
] as const;
const INCIDENT = MEANT[1][0];

const answers = new Map<string, Run>();

/** What records say, no image is asked. */
const refuse: typeof fetch = (from) => Promise.reject(new Error(`${from} was asked`));

const source = (question: string): Promise<Run> =>
  run(
    sourceCommand(undefined, refuse),
    '--policy',
    POLICY,
    'payments/api:latest',
    ...question.split(' ').filter(Boolean),
  );

const askAll = async (assembly: string, place: Place): Promise<void> => {
  const stack = cloudFormation(() => stackOf(assembly, place));
  const { url, close } = await listen(async ({ body }) => answerQuery(stack, body.toString()));
  const environment = {
    AWS_ACCESS_KEY_ID: ONLOOKER,
    AWS_SECRET_ACCESS_KEY: 'replay',
    AWS_REGION: place.region,
    AWS_ENDPOINT_URL: place.endpoint,
    AWS_ENDPOINT_URL_CLOUDFORMATION: url,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  try {
    for (const question of [INCIDENT, ...MEANT.map(([when]) => `${when} --json`)])
      answers.set(question, await source(question));
  } finally {
    vi.unstubAllEnvs();
    await close();
  }
};

/** What was replayed, as CloudFormation tells of it. */
const stackOf = (assembly: string, place: Place): FakeStack => {
  const read = readAssembly(assembly);
  const resources = resourcesOf(read, place);
  const named = ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::SNS::Topic', 'AWS::SQS::Queue'];
  const ids = named.flatMap(resources.ofType).map(({ path, ref }) => [path.replace(`${STACK}/`, ''), ref] as const);
  const template = read.stacks.find(({ name }) => name === STACK)?.template;
  return { name: STACK, status: 'CREATE_COMPLETE', outputs: {}, template, physicalIds: new Map(ids) };
};

beforeAll(async () => {
  const assembly = await synthesise(POLICY);
  try {
    await replay(join(EXAMPLES, 'incident/scenario.yaml'), { assembly, atEnd: (place) => askAll(assembly, place) });
  } finally {
    rmSync(assembly, { recursive: true });
  }
}, 120_000);

describe('an incident whose tag has moved since', () => {
  test('ends in the image that it was then, its commit, and what was known to be open in it', async () => {
    const { out, err, exitCode } = answers.get(INCIDENT) ?? {};
    expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
    await expect(out?.replace(/record [0-9a-f]{12}/, 'record 0123456789ab')).toMatchFileSnapshot('golden/incident.txt');
  });

  test.each(MEANT)('is of one image at each moment: %s', (when, digest, revision, critical) => {
    const { out = '', err } = answers.get(`${when} --json`) ?? {};
    expect(err).toBe('');
    const { knowledge, ...found } = JSON.parse(out);
    const url = `https://github.com/acme/api/commit/${revision}`;
    expect(found).toMatchObject({ digest, origin: { revision, url }, whyNoCommit: null });
    const open: readonly { vulnerability: string; severity: string }[] = knowledge[0].known.open;
    expect(open.filter(({ severity }) => severity === 'CRITICAL').map((each) => each.vulnerability)).toEqual(critical);
  });
});
