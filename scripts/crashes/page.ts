import type { Trial, Tried } from './trials.ts';

/** The row of a call in the table. */
const rowStart = ({ kill, because }: Pick<Trial, 'kill' | 'because'>): string => {
  const left = because.length > 0 ? ', of what was left' : '';
  return `| ${kill.function}${left} | ${kill.action} | ${kill.nth} |`;
};

/** What came of the kills of one call. */
const cells = ({ lost, twice }: Pick<Tried, 'lost' | 'twice'>): string => ` ${lost.length} | ${twice.length} |`;

/** `docs/crashes.md`: what came of every kill. */
export const crashesPage = (tried: readonly Tried[]): string => {
  const rows = [...Map.groupBy(tried, rowStart)].map(([start, both]) => [start, ...both.map(cells)].join(''));
  return `${[introduction(tried), [...HEAD, ...rows].join('\n')].join('\n\n')}\n`;
};

const HEAD = [
  '| function | call | number | before: lost | told twice | after: lost | told twice |',
  '|---|---|---|---|---|---|---|',
];

const introduction = (tried: readonly Tried[]): string => {
  const [lost, twice] = [tried.map((each) => each.lost.length), tried.map((each) => each.twice.length)];
  return `<!-- written by \`npm run crashes\`, and held to it by \`.ci/run\` -->
# What a crash does

A story to all three channels: a first count, one more finding, a rebuild without either, and the first count of another
repository, which waits for the round-up. The real functions tell it ([replay.md](replay.md)) once for each call that they make in
it, to AWS and to Slack, before and after: there the process of the function is killed by SIGKILL, before the service hears of the
call, or after it did it and before the function hears of that. The message is seen again when its visibility ends, by a new
process. What everybody got in the end, posts, e-mails and the findings as Security Hub has them, is compared with the story told
without a kill.

**${tried.length} kills: ${sum(lost)} alerts lost, ${sum(twice)} told once more, at most ${Math.max(...twice)} by one kill.**

Told once more is what a channel had taken when the process died that was to remember it: Slack and SNS cannot be asked whether
they have a message, and a duplicate beats a loss. It is one moment of each post and each e-mail, and has two rows: after
the one call, and before the next. To import a finding or to edit a message once more changes nothing.

The number tells calls of one kind apart, in the order of the story. \`resend\` finds something left where \`evaluate-scan\` was
killed too, after its first commit.`;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
