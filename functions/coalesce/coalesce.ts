import type { BatchResponse } from '../consume.ts';
import type { Policy } from '../core/domain/policy.ts';
import { fitsAny } from '../core/domain/route.ts';
import type { Inbox, Message } from '../core/ports/inbox.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { Markers } from '../core/ports/markers.ts';
import type { Nudges } from '../core/ports/nudges.ts';
import { eventIdOf } from '../event-id.ts';
import { MalformedEventError } from '../event-shape.ts';
import { explain } from '../explain.ts';
import { type FoundImage, parseFinding } from './finding-event.ts';
import { type Gathered, gather, type Told } from './gather.ts';
import { sideBySide } from './side-by-side.ts';

interface World {
  readonly policy: Policy;
  readonly markers: Markers;
  readonly nudges: Nudges;
  readonly inbox: Inbox;
  readonly journal: Journal;
  readonly now: () => Date;
}

/** More findings of the image may come: each is an event of its own, and the first scan of a bad image has hundreds. */
const QUIET_SECONDS = 120;

/** Marks the images of a batch of findings, each once, and has those evaluated soon that were not marked before. */
export const coalesce =
  (world: World) =>
  async (messages: readonly Message[]): Promise<BatchResponse> => {
    const { policy, markers, journal } = world;
    const now = world.now();
    const stays = new Set<Message>();
    /** What fails leaves its messages in the queue, and the others alone. */
    const attempt = async (concerned: readonly Message[], act: () => Promise<unknown>): Promise<void> => {
      try {
        await act();
      } catch (error) {
        for (const message of concerned) {
          stays.add(message);
          journal.note('message stays in its queue', { messageId: message.id, error: explain(error) });
        }
      }
    };
    const told: Told[] = [];
    await sideBySide(messages, (message) =>
      attempt([message], async () => {
        const images = read(message, policy);
        if (images instanceof MalformedEventError) await bury(world, message, images.message);
        else told.push({ message, images });
      }),
    );
    const first: Gathered['image'][] = [];
    await sideBySide(gather(told), ({ image, epss, messages: ofImage }) =>
      attempt(ofImage, async () => {
        if ((await markers.mark(image, epss, now.toISOString())) === 'first') first.push(image);
      }),
    );
    await nudge(world, first, now);
    for (const each of told) if (!stays.has(each.message)) conclude(journal, each);
    return { batchItemFailures: [...stays].map(({ id }) => ({ itemIdentifier: id })) };
  };

/** The watched images that a message is about. */
const read = ({ body }: Message, { watch }: Policy): readonly FoundImage[] | MalformedEventError => {
  try {
    return parseFinding(body).filter(({ repository }) => fitsAny(watch, repository));
  } catch (error) {
    if (error instanceof MalformedEventError) return error;
    throw error;
  }
};

const bury = async ({ inbox, journal }: World, message: Message, reason: string): Promise<void> => {
  await inbox.deadLetter(message, reason);
  journal.outcome({ event: eventIdOf(message), outcome: 'dead-letter', reason });
};

/** Where it fails, `resend` finds the markers: the messages again would find them marked. */
const nudge = async ({ nudges, journal }: World, images: readonly Gathered['image'][], now: Date): Promise<void> => {
  const idOf = ({ repository, digest }: Gathered['image']) => `${repository}@${digest} ${now.toISOString()}`;
  try {
    await nudges.send(
      images.map((image) => ({ kind: 'found', id: idOf(image), ...image })),
      QUIET_SECONDS,
    );
  } catch (error) {
    journal.note('nudges are left to resend', { images: images.length, error: explain(error) });
  }
};

const conclude = (journal: Journal, { message, images: [image] }: Told): void => {
  const event = eventIdOf(message);
  if (image === undefined)
    journal.outcome({ event, outcome: 'ignored', reason: 'it is about no watched image of this account' });
  else {
    const { repository, digest } = image;
    journal.outcome({ event, outcome: 'coalesced', reason: null, repository, digest });
  }
};
