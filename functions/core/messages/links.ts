import type { PeopleAlert } from '../domain/alert.ts';
import type { Image, Registry } from '../domain/image.ts';
import { engineOf } from './engine.ts';
import { isOfSeveral } from './gathered.ts';
import type { Markup } from './markup.ts';
import { originPageName, originTold } from './origin.ts';
import { type Partition, partitionOf } from './partition.ts';
import { openIndexes, type Told } from './telling.ts';

/** Slack's limit of a button's URL, the narrowest of a channel's: https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const MAX_URL = 3000;

const ADVISORIES: readonly (readonly [host: string, name: string])[] = [
  ['security-tracker.debian.org', 'Debian tracker'],
  ['ubuntu.com', 'Ubuntu'],
  ['nvd.nist.gov', 'NVD'],
  ['redhat.com', 'Red Hat'],
  ['alpinelinux.org', 'Alpine'],
  ['alas.aws.amazon.com', 'Amazon Linux'],
];

/** https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html */
const CONSOLES: Readonly<Record<Partition, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** `text` as the address of a web page; null for anything else. */
export const webAddress = (text: string | null): string | null => {
  const url = text === null ? null : URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.href.length <= MAX_URL ? url.href : null;
};

/** A link to an advisory by the name of who wrote it; null where there is none. */
export const advisoryLink = (advisory: string | null, markup: Markup): string | null => {
  const address = webAddress(advisory);
  if (address === null) return null;
  const host = new URL(address).hostname;
  const known = ADVISORIES.find(([name]) => host === name || host.endsWith(`.${name}`));
  return markup.link(address, known?.[1] ?? markup.name(host, 60));
};

const consolePage = (region: string, page: string): string | null =>
  webAddress(`https://${region}.${CONSOLES[partitionOf(region)]}/${page}`);

/** The image's page in the console; null where its name is too long for an address. */
export const consoleUrl = (
  { account, region }: Registry,
  { repository, digest }: Pick<Image, 'repository' | 'digest'>,
): string | null =>
  consolePage(region, `ecr/repositories/private/${account}/${repository}/_/image/${digest}/details?region=${region}`);

/** Whether there is no page of the image that is told of: it was deleted, or that of a drill is made up. */
const hasNoPage = ({ record: { image, drill, transitions }, ...told }: Told): boolean =>
  drill === true ||
  (told.image === image && transitions.some((each) => each.kind === 'unobserved' && each.cause === 'deleted'));

/** The page in ECR of the image that is told of, or of the repository; null where it has none. */
export const ecrPage = (told: Told): string | null => {
  const { alert, record, image } = told;
  const { account, region } = record.registry;
  if (hasNoPage(told)) return null;
  return alert.kind === 'posture-news'
    ? consolePage(region, `ecr/repositories/private/${account}/${image.repository}?region=${region}`)
    : consoleUrl(record.registry, image);
};

/** What the link to `ecrPage` is called. */
const ecrPageName = (alert: PeopleAlert): string => {
  if (alert.kind === 'posture-news') return 'Repository in ECR';
  if (!isOfSeveral(alert)) return 'Image in ECR';
  return alert.kind === 'round-up' && alert.gathered.length === 0 ? 'The first in ECR' : 'The worst in ECR';
};

/**
 * Inspector's findings of the image that issues are told of, where Inspector scans it. It knows the parts of an index: the
 * page is that of one that has the worst. No page of AWS documents the address; this is how people link there.
 */
export const inspectorPage = (told: Told): string | null => {
  const { record, image } = told;
  const { account, region } = record.registry;
  const [worst] = openIndexes(told.alert);
  if (worst === undefined || hasNoPage(told) || engineOf(told) !== 'enhanced') return null;
  const having = new Set(record.ledger.issues[worst]?.occurrences.map(({ digest }) => digest));
  const { digest } = image.parts.find((part) => having.has(part.digest)) ?? image.parts[0] ?? image;
  const arn = `arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${image.repository}/${digest}`;
  const page = `inspector/v2/home?region=${region}#/findings/container-image/${encodeURIComponent(arn.toWellFormed())}`;
  return consolePage(region, page);
};

/** Ours, of somebody else's page: with an advisory's it would crowd out what is told. */
const MAX_ORIGIN_URL = 1000;

const originPage = (told: Told<PeopleAlert>): readonly (readonly [name: string, address: string | null])[] => {
  const origin = originTold(told);
  const address = webAddress(origin?.url ?? null);
  return origin === null || address === null || address.length > MAX_ORIGIN_URL
    ? []
    : [[originPageName(origin), address]];
};

/** Where to look besides the advisory, worst first, by name. */
export const pages = (told: Told<PeopleAlert>): readonly (readonly [name: string, address: string | null])[] => [
  ['Findings in Inspector', inspectorPage(told)],
  [ecrPageName(told.alert), ecrPage(told)],
  ...originPage(told),
];
