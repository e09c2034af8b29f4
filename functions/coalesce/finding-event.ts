import * as z from 'zod/mini';
import { UNNAMED } from '../core/domain/finding.ts';
import type { Instant } from '../core/domain/image.ts';
import { eventShape, listOf, MalformedEventError, parseJson, readEvent, text, time } from '../event-shape.ts';
import { shown } from '../fault.ts';
import { inspectorDate } from './inspector-date.ts';

/** An image that Inspector says something new of: of one vulnerability. */
export interface FoundImage {
  readonly account: string;
  readonly region: string;
  readonly repository: string;
  readonly digest: string;
  readonly vulnerability: string;
  /** Null where the event does not say. */
  readonly epss: number | null;
  /** When Inspector changed the finding. */
  readonly at: Instant;
}

const maybe = z.nullish(z.string());
const maybeDigest = z.nullish(z.string().check(z.regex(/^$|^sha256:/, 'a digest, sha256:…')));
const PROBABILITY = 'a number from 0 to 1';

/** https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html */
const findingChanged = eventShape(() => ({
  time,
  detail: z.object({
    awsAccountId: maybe,
    title: maybe,
    updatedAt: maybe,
    epss: z.nullish(
      z.object({ score: z.nullish(z.number().check(z.minimum(0, PROBABILITY), z.maximum(1, PROBABILITY))) }),
    ),
    packageVulnerabilityDetails: z.nullish(z.object({ vulnerabilityId: maybe })),
    resources: listOf(
      z.object({
        type: text,
        id: maybe,
        details: z.nullish(
          z.object({ awsEcrContainerImage: z.nullish(z.object({ repositoryName: maybe, imageHash: maybeDigest })) }),
        ),
      }),
    ),
  }),
}));

type FindingChanged = z.output<typeof findingChanged>;
type Resource = FindingChanged['detail']['resources'][number];

/**
 * Reads an `Inspector2 Finding` event: the images of this account that it is about; none where it is the copy that the
 * delegated administrator gets of a member's.
 *
 * @throws MalformedEventError that names the first path that is wrong, and its value
 */
export const parseFinding = (body: string): readonly FoundImage[] => {
  const event = readEvent(findingChanged, parseJson(body));
  const { account, region, detail } = event;
  if ((detail.awsAccountId || account) !== account) return [];
  const said = { account, region, ...vulnerabilityOf(detail), at: atOf(event) };
  return detail.resources.flatMap((resource, index) =>
    resource.type.toUpperCase() === 'AWS_ECR_CONTAINER_IMAGE' ? { ...said, ...imageOf(resource, index) } : [],
  );
};

/** Named as the finding is where the registry tells of it. */
const vulnerabilityOf = ({ title, epss, packageVulnerabilityDetails }: FindingChanged['detail']) => ({
  vulnerability: packageVulnerabilityDetails?.vulnerabilityId?.trim() || title?.trim() || UNNAMED,
  epss: epss?.score ?? null,
});

const atOf = ({ time, detail }: FindingChanged): Instant =>
  inspectorDate(detail.updatedAt ?? '') ?? new Date(time).toISOString();

const IMAGE_ARN = /^arn:[^:]+:ecr:[^:]*:[^:]*:repository\/(?<named>.+)\/(?<hash>sha256:.+)$/;

const imageOf = ({ id, details }: Resource, index: number): Pick<FoundImage, 'repository' | 'digest'> => {
  const { repositoryName, imageHash } = details?.awsEcrContainerImage ?? {};
  const { named, hash } = IMAGE_ARN.exec(id ?? '')?.groups ?? {};
  const [repository, digest] = [repositoryName || named, imageHash || hash];
  if (repository && digest) return { repository, digest };
  throw new MalformedEventError(
    `detail.resources.${index} is of repository ${shown(repository)}, digest ${shown(digest)}; expected both in its awsEcrContainerImage, or an id arn:…:repository/NAME/sha256:…`,
  );
};
