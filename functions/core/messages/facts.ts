import type { PeopleAlert } from '../domain/alert.ts';
import { day } from './day.ts';
import { engineOf } from './engine.ts';
import { isOfSeveral } from './gathered.ts';
import { shortDigest } from './image-name.ts';
import { containersOf, inUseText } from './in-use.ts';
import { originTold, revisionName } from './origin.ts';
import { platformsIn, platformsOf, platformsText } from './platforms.ts';
import { openIndexes, type Telling, type Told } from './telling.ts';

/** The platforms in which the one issue was found that the alert tells; else those of the image. */
const platformsTold = ({ alert, record: { ledger }, image }: Told<PeopleAlert>): readonly string[] => {
  const [issue, ...others] = openIndexes(alert);
  const having = others.length > 0 ? [] : platformsIn(ledger.issues[issue ?? -1] ?? { occurrences: [] }, image);
  return having.length > 0 ? having : platformsOf(image);
};

/** Such as `111122223333 eu-west-1`. */
const where = ({ record: { registry }, markup }: Telling): string =>
  `${markup.prose(registry.account, 20)} ${markup.prose(registry.region, 30)}`;

const from = (telling: Telling<PeopleAlert>): string => {
  const origin = originTold(telling);
  const revision = origin === null ? null : revisionName(origin, telling.markup);
  return revision === null ? '' : `from ${revision}`;
};

/**
 * Which image it is, and where, such as `linux/amd64`, `pushed 31 Oct`, `from commit 3f9c2ab`, `runs in 3 containers`,
 * `sha256:ab12cd34`, `111122223333 eu-west-1`, `basic`; where alone, of several images or none.
 */
export const facts = (telling: Telling<PeopleAlert>): string[] => {
  const { alert, record, image, markup } = telling;
  const engine = engineOf(telling) ?? '';
  if (isOfSeveral(alert)) return [where(telling)];
  if (alert.kind === 'posture-news') return [where(telling), engine].filter((fact) => fact !== '');
  const containers = containersOf(telling);
  return [
    platformsText(platformsTold(telling), markup),
    `pushed ${day(image.pushedAt, record.at)}`,
    from(telling),
    containers === null ? '' : inUseText(containers),
    shortDigest(image.digest, markup),
    where(telling),
    engine,
  ].filter((fact) => fact !== '');
};
