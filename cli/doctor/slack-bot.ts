import {
  type BotIdentity,
  botIdentity,
  channelMembership,
  type Membership,
} from '../../functions/adapters/slack/bot-access.ts';
import { destinationOf } from '../../functions/adapters/slack/post.ts';
import type { No } from '../../functions/adapters/slack/posted.ts';
import { renewSecret } from '../../functions/adapters/slack/remedy.ts';
import type { SlackReceiver } from '../../functions/core/domain/policy.ts';
import type { World } from './check.ts';
import { type Diagnosis, ok, unknown, wrong } from './diagnosis.ts';

const TIMEOUT_MS = 10_000;
/** A bot token, which is all that a header can carry: an error of `fetch` would repeat the rest. */
const BOT_TOKEN = /^xoxb-[\x21-\x7e]+$/;

type BotReceiver = Extract<SlackReceiver, { readonly bot: unknown }>;
export const isBot = (receiver: SlackReceiver): receiver is BotReceiver => 'bot' in receiver;

/** The token that `receivers` share, and each of their channels. */
export const examineBot = async (
  { fetch }: Pick<World, 'fetch'>,
  about: string,
  token: string,
  receivers: readonly BotReceiver[],
): Promise<readonly Diagnosis[]> => {
  const [first] = receivers;
  if (first === undefined) return [];
  const to = destinationOf(first);
  if (!BOT_TOKEN.test(token)) return [wrong(about, 'holds no bot token', renewSecret(to))];
  const connection = { fetch, timeoutMs: TIMEOUT_MS };
  const identity = await botIdentity(token, to, connection);
  if (identity.kind !== 'bot') return [wrong(about, identity.reason, remedyOf(identity))];
  const channels = receivers.map(async (receiver) =>
    membershipDiagnosis(
      receiver,
      identity,
      await channelMembership(token, receiver.bot.channelId, destinationOf(receiver), connection),
    ),
  );
  return [tokenDiagnosis(about, identity), ...(await Promise.all(channels))];
};

const remedyOf = (no: No): string =>
  no.kind === 'refused' ? no.remedy : 'look at https://slack-status.com, then ask again';

const tokenDiagnosis = (about: string, { team, scopes }: BotIdentity): Diagnosis => {
  const whose = `the token of a bot${team === null ? '' : ` in the workspace ${team}`}`;
  if (scopes === null || scopes.includes('chat:write')) return ok(about, whose);
  const remedy = 'give the app the scope chat:write, and install it again';
  return wrong(about, `${whose}, which may not post: it has no chat:write`, remedy);
};

const DRILL = 'npm run tallyman -- drill';

const membershipDiagnosis = (
  { name, bot: { channelId } }: BotReceiver,
  { scopes }: BotIdentity,
  membership: Membership | No,
): Diagnosis => {
  const about = `channel ${channelId} of ${name}`;
  return membership.kind === 'channel'
    ? seen(about, membership, scopes?.includes('chat:write.public') ?? false)
    : unseen(about, membership, scopes?.includes('groups:read') ?? false);
};

const seen = (about: string, { isMember, isPrivate, isArchived }: Membership, postsAnywhere: boolean): Diagnosis => {
  if (isArchived) return wrong(about, 'is archived', 'unarchive it, or name another in tallyman.yaml');
  if (isMember) return ok(about, 'the bot is in it');
  if (postsAnywhere && !isPrivate) return ok(about, 'public, and the bot may post to any');
  return wrong(about, 'the bot is not in it', "in the channel, write /invite and the bot's name");
};

/** To post takes fewer scopes than to ask: a "no" may say nothing of the channel. */
const unseen = (about: string, no: No, seesPrivate: boolean): Diagnosis => {
  const code = no.kind === 'refused' ? no.code : null;
  if (code === 'missing_scope') return unknown(about, 'the bot may not ask which channels it is in', DRILL);
  if (code === 'channel_not_found' && !seesPrivate)
    return unknown(about, 'no public channel; the bot may not ask for private ones', DRILL);
  return wrong(about, no.reason, remedyOf(no));
};
