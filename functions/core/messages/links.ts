import type { Image, Registry } from '../domain/image.ts';
import { shownName } from './shown.ts';

/** Slack's limit of a button's URL: https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const MAX_BUTTON_URL = 3000;
/** Ours, of one inside text: a longer one would crowd out what is told. */
const MAX_TEXT_URL = 500;

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

const httpUrl = (text: string | null): URL | null => {
  const url = text === null ? null : URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) ? url : null;
};

/** The address a button may lead to; null for anything but a web page. */
export const buttonUrl = (text: string | null): string | null => {
  const href = httpUrl(text)?.href;
  return href === undefined || href.length > MAX_BUTTON_URL ? null : href;
};

/** `label`, a link where `text` is the address of a web page. `label` is escaped already. */
export const link = (text: string | null, label: string): string => {
  // The URL parser has encoded `<` and `>`; a bar would end the address, and who knows what in the label.
  const address = httpUrl(text)?.href.replaceAll('|', '%7C').replaceAll('&', '&amp;');
  if (address === undefined || address.length > MAX_TEXT_URL) return label;
  return `<${address}|${label.replaceAll('|', '∣')}>`;
};

/** A link to an advisory by the name of who wrote it; null where there is none. */
export const advisoryLink = (advisory: string | null): string | null => {
  const host = httpUrl(advisory)?.hostname;
  if (host === undefined) return null;
  const known = ADVISORIES.find(([name]) => host === name || host.endsWith(`.${name}`));
  return link(advisory, known?.[1] ?? shownName(host, 60));
};

/** The image's page in the console; null where its name is too long for a button. */
export const consoleUrl = ({ account, region }: Registry, { repository, digest }: Image): string | null => {
  const domain = CONSOLES.find(([prefix]) => region.startsWith(prefix))?.[1];
  const page = `ecr/repositories/private/${account}/${repository}/_/image/${digest}/details?region=${region}`;
  return buttonUrl(`https://${region}.${domain}/${page}`);
};
