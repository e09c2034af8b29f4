import type { Message } from '../core/ports/inbox.ts';
import type { Marker } from '../core/ports/markers.ts';
import type { FoundImage } from './finding-event.ts';

/** A message, and the images whose findings it is about. */
export interface Told {
  readonly message: Message;
  readonly images: readonly FoundImage[];
}

/** What a batch says of one image. */
export interface Gathered {
  readonly image: Pick<Marker, 'registry' | 'repository' | 'digest'>;
  /** The newest score of each vulnerability. */
  readonly epss: Marker['epss'];
  readonly messages: readonly Message[];
}

/** Each image once, with all that the messages say of it. */
export const gather = (told: readonly Told[]): readonly Gathered[] => {
  const byImage = new Map<string, Omit<Gathered, 'epss'> & { messages: Message[]; found: FoundImage[] }>();
  for (const { message, images } of told)
    for (const found of images) {
      const { account, region, repository, digest } = found;
      const key = `${repository}@${digest}`;
      const image = { registry: { account, region }, repository, digest };
      const gathered = byImage.get(key) ?? { image, messages: [], found: [] };
      gathered.messages.push(message);
      gathered.found.push(found);
      byImage.set(key, gathered);
    }
  return [...byImage.values()].map(({ image, messages, found }) => ({ image, messages, epss: scoresOf(found) }));
};

const scoresOf = (found: readonly FoundImage[]): Marker['epss'] => {
  const oldestFirst = found.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  return Object.fromEntries(
    oldestFirst.flatMap(({ vulnerability, epss }) => (epss === null ? [] : [[vulnerability, epss] as const])),
  );
};
