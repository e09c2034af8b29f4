import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { parseAt } from '../../replay/parse-at.ts';
import { ACCOUNT, type Aws, REGION } from './aws.ts';
import { ROOT } from './program.ts';
import { type Pushed, REPOSITORY, TAG } from './registry.ts';

interface BusEvent {
  readonly source: string;
  readonly type: string;
  readonly detail: object;
}

/** What ECR says when it has scanned. */
export const scanEvent = ({ digest, counts }: Pushed): BusEvent => ({
  source: 'aws.ecr',
  type: 'ECR Image Scan',
  detail: {
    'scan-status': 'COMPLETE',
    'repository-name': REPOSITORY,
    'finding-severity-counts': counts,
    'image-digest': digest,
    'image-tags': [TAG],
  },
});

/** What else is on the bus of such an account: the push itself, and what our own imports cause. */
export const otherEvents = ({ digest }: Pushed): readonly BusEvent[] => [
  {
    source: 'aws.ecr',
    type: 'ECR Image Action',
    detail: {
      'action-type': 'PUSH',
      result: 'FAILURE',
      'repository-name': REPOSITORY,
      'image-digest': digest,
      'image-tag': TAG,
    },
  },
  { source: 'aws.securityhub', type: 'Security Hub Findings - Imported', detail: { findings: [] } },
];

const FINDING = join(ROOT, 'test/fixtures/events/event-inspector2-finding-ecr-2026.json');

const findingShape = z.looseObject({
  packageVulnerabilityDetails: z.looseObject({}),
  resources: z.tuple([z.looseObject({ type: z.literal('AWS_ECR_CONTAINER_IMAGE') })]),
});

/**
 * What Inspector says of each vulnerability of the image: one event each, as it wrote one in 2026.
 *
 * @param account - of the image; the administrator of Inspector is told of those of others too
 */
export const findingEvents = ({ digest, findings }: Pushed, account = ACCOUNT): readonly BusEvent[] => {
  const sample = z.object({ detail: findingShape });
  const { detail } = parseAt(FINDING, sample, JSON.parse(readFileSync(FINDING, 'utf8')));
  const [resource] = detail.resources;
  const image = { repositoryName: REPOSITORY, imageHash: digest, imageTags: [TAG], registry: account };
  const id = `arn:aws:ecr:${REGION}:${account}:repository/${REPOSITORY}/${digest}`;
  return [...new Set(findings.map(({ name }) => name))].map((vulnerabilityId) => ({
    source: 'aws.inspector2',
    type: 'Inspector2 Finding',
    detail: {
      ...detail,
      awsAccountId: account,
      packageVulnerabilityDetails: { ...detail.packageVulnerabilityDetails, vulnerabilityId },
      resources: [{ ...resource, id, details: { awsEcrContainerImage: image } }],
    },
  }));
};

/** What EventBridge takes at once: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const MAX_ENTRIES = 10;

const taken = z.object({ FailedEntryCount: z.literal(0) });

/** Puts events on the default bus. */
export const putEvents = async (aws: Aws, events: readonly BusEvent[]): Promise<void> => {
  for (let put = 0; put < events.length; put += MAX_ENTRIES) {
    const Entries = events.slice(put, put + MAX_ENTRIES).map(({ source, type, detail }) => ({
      Source: source,
      DetailType: type,
      Detail: JSON.stringify(detail),
      Resources: [],
    }));
    parseAt('PutEvents', taken, await aws.events('PutEvents', { Entries }));
  }
};
