import type { PeopleAlert } from '../domain/alert.ts';
import type { Image, Registry } from '../domain/image.ts';
import { isOfSeveral } from './gathered.ts';
import type { Markup } from './markup.ts';
import type { Told } from './telling.ts';

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

/** Of an AWS console by the beginning of a Region's name: https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html */
const CONSOLES: readonly (readonly [prefix: string, domain: string])[] = [
  ['cn-', 'console.amazonaws.cn'],
  ['us-gov-', 'console.amazonaws-us-gov.com'],
  ['', 'console.aws.amazon.com'],
];

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

/** The image's page in the console; null where its name is too long for an address. */
export const consoleUrl = (
  { account, region }: Registry,
  { repository, digest }: Pick<Image, 'repository' | 'digest'>,
): string | null => {
  const domain = CONSOLES.find(([prefix]) => region.startsWith(prefix))?.[1];
  const page = `ecr/repositories/private/${account}/${repository}/_/image/${digest}/details?region=${region}`;
  return webAddress(`https://${region}.${domain}/${page}`);
};

/** The page of the image that is told of; null where it has none: it was deleted, or that of a drill is made up. */
export const imagePage = ({ record: { registry, image, drill, transitions }, ...told }: Told): string | null => {
  const isDeleted = transitions.some((each) => each.kind === 'unobserved' && each.cause === 'deleted');
  return drill || (isDeleted && told.image === image) ? null : consoleUrl(registry, told.image);
};

/** What the link to `imagePage` is called. */
export const imagePageName = (alert: PeopleAlert): string => (isOfSeveral(alert) ? 'The worst in ECR' : 'Image in ECR');
