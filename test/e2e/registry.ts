import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DescribeImagesCommand,
  PutImageCommand,
  PutLifecyclePolicyCommand,
  StartImageScanCommand,
} from '@aws-sdk/client-ecr';
import * as z from 'zod';
import { parseAt } from '../../replay/parse-at.ts';
import { ACCOUNT, type Aws, REGION } from './aws.ts';
import { templatesIn } from './cdk.ts';
import { ROOT } from './program.ts';

export const REPOSITORY = 'payments/api';
export const TAG = 'v1.4.2';

const PAGES = ['answer-1.json', 'answer-2.json'].map((name) => join(ROOT, 'examples/first-scan', name));

const finding = z.looseObject({
  name: z.string(),
  severity: z.string(),
  attributes: z.array(z.object({ key: z.string(), value: z.string().optional() })).optional(),
});
type Finding = z.infer<typeof finding>;

const page = z.object({ imageScanFindings: z.object({ findings: z.array(finding) }) });

/** What the scan of the example found, as one page: moto knows no second. */
const exampleFindings = (): readonly Finding[] =>
  PAGES.flatMap((file) => parseAt(file, page, JSON.parse(readFileSync(file, 'utf8'))).imageScanFindings.findings);

export interface Pushed {
  readonly digest: string;
  readonly findings: readonly Finding[];
  /** How many of each severity. */
  readonly counts: Readonly<Record<string, number>>;
}

export const issueName = (vulnerability?: string | null, packageName?: string | null): string =>
  `${vulnerability ?? ''} ${packageName ?? ''}`;

/** The names of the issues of these severities, sorted. */
export const issuesOf = ({ findings }: Pushed, severities: readonly string[]): readonly string[] => {
  const names = findings
    .filter(({ severity }) => severities.includes(severity))
    .map(({ name, attributes }) => issueName(name, attributes?.find(({ key }) => key === 'package_name')?.value));
  return [...new Set(names)].sort();
};

/** Pushes an image into the deployed repository, and lets moto's scan find what the example's did. */
export const pushScanned = async (aws: Aws): Promise<Pushed> => {
  const digest = await push(aws, 'the first');
  await aws.ecr.send(new StartImageScanCommand({ repositoryName: REPOSITORY, imageId: { imageDigest: digest } }));
  const findings = exampleFindings();
  const counts = Object.fromEntries(
    [...Map.groupBy(findings, ({ severity }) => severity)].map(([severity, all]) => [severity, all.length]),
  );
  await tellScan(aws, {
    registryId: ACCOUNT,
    repositoryName: REPOSITORY,
    imageId: { imageDigest: digest, imageTag: TAG },
    imageScanStatus: { status: 'COMPLETE', description: 'The scan was completed successfully.' },
    imageScanFindings: {
      imageScanCompletedAt: Math.floor(Date.now() / 1000),
      findings,
      findingSeverityCounts: counts,
    },
  });
  return { digest, findings, counts };
};

/** https://docs.getmoto.org/en/latest/docs/services/ecr.html */
const tellScan = async ({ endpoint }: Aws, result: object): Promise<void> => {
  const answer = await fetch(`${endpoint}/moto-api/static/ecr/scan-finding-results`, {
    method: 'POST',
    body: JSON.stringify({ account_id: ACCOUNT, region: REGION, results: [result] }),
  });
  if (answer.status !== 201) throw new Error(`moto took no scan: ${answer.status} ${await answer.text()}`);
};

/** @returns the digest that the registry gave it */
const push = async ({ ecr }: Aws, layer: string, repository = REPOSITORY, tag = TAG): Promise<string> => {
  const { image } = await ecr.send(
    new PutImageCommand({ repositoryName: repository, imageTag: tag, imageManifest: manifestOf(layer) }),
  );
  const digest = image?.imageId?.imageDigest ?? '';
  const { imageDetails = [] } = await ecr.send(
    new DescribeImagesCommand({ repositoryName: repository, imageIds: [{ imageDigest: digest }] }),
  );
  if (!imageDetails[0]?.imagePushedAt) throw new Error(`${repository}@${digest} was pushed, and is not there`);
  return digest;
};

/** As AWS names it, and as moto does. */
const TAG_TAKEN = /^Image(Tag)?AlreadyExistsException$/;

/**
 * Tries to move the tag to a second image.
 *
 * @returns why the registry refuses
 */
export const pushOver = async (aws: Aws, repository = REPOSITORY): Promise<string> => {
  const said = await push(aws, 'another', repository).catch((error: Error) => error.name);
  if (!TAG_TAKEN.test(said)) throw new Error(`${repository} was to refuse a second image for ${TAG}, it said: ${said}`);
  return said;
};

/** A repository of the policy file, and its tag that may be moved. */
const MOVING = { repository: 'base/node', tag: 'latest' };

/**
 * Moves the one tag that may be moved, and tries to move another.
 *
 * @returns why the registry refuses the other
 */
export const moveTag = async (aws: Aws): Promise<string> => {
  const { repository, tag } = MOVING;
  const digests = [await push(aws, 'the first', repository, tag), await push(aws, 'another', repository, tag)];
  if (new Set(digests).size !== digests.length) throw new Error(`${repository}:${tag} was not moved`);
  await push(aws, 'the first', repository);
  return pushOver(aws, repository);
};

const deployedRepository = z.object({
  RepositoryName: z.string(),
  LifecyclePolicy: z.object({ LifecyclePolicyText: z.string() }),
});

/**
 * Gives each repository the lifecycle policy that its template has: moto does not when it creates one.
 *
 * @returns how many
 */
export const putLifecyclePolicies = async ({ ecr }: Aws, assembly: string): Promise<number> => {
  const repositories = templatesIn(assembly).flatMap(([file, { Resources }]) =>
    Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::ECR::Repository')
      .map(({ Properties }) => parseAt(file, deployedRepository, Properties)),
  );
  for (const { RepositoryName: repositoryName, LifecyclePolicy } of repositories)
    await ecr.send(
      new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText: LifecyclePolicy.LifecyclePolicyText }),
    );
  return repositories.length;
};

const manifestOf = (layer: string): string => {
  const blob = (kind: string, of: string) => ({
    mediaType: `application/vnd.oci.image.${kind}`,
    size: of.length,
    digest: `sha256:${Buffer.from(of).toString('hex').padEnd(64, '0')}`,
  });
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: blob('config.v1+json', 'config'),
    layers: [blob('layer.v1.tar+gzip', layer)],
  });
};
