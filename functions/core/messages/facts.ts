import type { PeopleAlert } from '../domain/alert.ts';
import { day } from './day.ts';
import { isOfSeveral } from './gathered.ts';
import { shortDigest } from './image-name.ts';
import { platformsIn, platformsOf, platformsText } from './platforms.ts';
import type { Telling, Told } from './telling.ts';

/** The platforms in which the one issue was found that the alert tells; else those of the image. */
const platformsTold = ({ alert, record: { ledger }, image }: Told<PeopleAlert>): readonly string[] => {
  const [issue, ...others] = 'issues' in alert ? alert.issues : [];
  const having = others.length > 0 ? [] : platformsIn(ledger.issues[issue ?? -1] ?? { occurrences: [] }, image);
  return having.length > 0 ? having : platformsOf(image);
};

/** Such as `111122223333 eu-west-1`. */
const where = ({ record: { registry }, markup }: Telling): string =>
  `${markup.prose(registry.account, 20)} ${markup.prose(registry.region, 30)}`;

/**
 * Which image it is, and where, such as `linux/amd64`, `pushed 31 Oct`, `sha256:ab12cd34`, `111122223333 eu-west-1`, `basic`;
 * where alone, of several images.
 */
export const facts = (telling: Telling<PeopleAlert>): string[] => {
  if (isOfSeveral(telling.alert)) return [where(telling)];
  const { record, image, markup } = telling;
  const [scan] = record.scans;
  return [
    platformsText(platformsTold(telling), markup),
    `pushed ${day(image.pushedAt, record.at)}`,
    shortDigest(image.digest, markup),
    where(telling),
    scan?.engine ?? '',
  ].filter((fact) => fact !== '');
};
