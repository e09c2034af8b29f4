import type { ReplayResult, SlackMessage } from '../../replay/result.ts';
import { headlines, play, subjects } from '../../test/support/play.ts';
import { type Call, type Kill, killer } from './killer.ts';
import { ofStory, STEPS, storyOf } from './story.ts';

/** What came of a story. */
export interface Told {
  readonly calls: readonly Call[];
  /** What the receivers were told; of Security Hub's findings what each is in the end. */
  readonly alerts: readonly string[];
}

/**
 * Plays the story once for each list of kills, one after another: each in a repository of its own, all on the same processes,
 * of which none but those that are killed begin afresh.
 *
 * @throws Error where a call that something is to be killed at was not made, or something is left in a queue
 */
export const tellStories = async (assembly: string, kills: readonly (readonly Kill[])[]): Promise<readonly Told[]> => {
  const { crash, calls, missed } = killer(kills);
  const steps = kills.flatMap((_, story) => storyOf(story));
  const result = await play(assembly, steps, { crash });
  if (missed().length > 0) throw new Error(`calls that were not made: ${JSON.stringify(missed())}`);
  const left = [...result.deadLetters, ...result.waiting];
  if (left.length > 0) throw new Error(`messages that are left in queues: ${JSON.stringify(left)}`);
  return kills.map((_, story) => ({ calls: calls(story), alerts: alertsOf(result, story) }));
};

const alertsOf = (result: ReplayResult, story: number): readonly string[] => {
  const steps = result.steps.slice(story * STEPS, (story + 1) * STEPS);
  const posted = steps.map(({ slack, ...step }) => ({ ...step, slack: slack.filter((message) => !isEdit(message)) }));
  const edited = steps.flatMap(({ slack }) => slack.filter(isEdit));
  const imported = steps.flatMap(({ securityHub }) => securityHub.findings);
  const last = new Map(imported.map((finding) => [finding['Id'], finding]));
  const told = [
    ...headlines({ ...result, steps: posted }).flat(),
    ...subjects({ ...result, steps }).flat(),
    // To edit or to import once more changes nothing.
    ...new Set(edited.map(({ receiver }) => `${receiver}: marked as done`)),
    ...[...last.values()].map(({ Title, RecordState }) => `hub: ${Title} is ${RecordState}`),
  ];
  return told.map((text) => text.replaceAll(ofStory(story), '')).sort();
};

const isEdit = ({ payload }: SlackMessage): boolean => 'ts' in payload;
