import { compareText } from '../../functions/core/domain/compare-text.ts';
import type { Instant } from '../../functions/core/domain/image.ts';
import type { Issue } from '../../functions/core/domain/ledger.ts';

/** What a receiver was told of issues that are open. */
export interface ToldOf {
  readonly receiver: string;
  readonly issues: readonly Issue[];
  readonly last: Instant;
}

/** Who was told of issues since they last opened. */
export const toldOf = (open: readonly Issue[]): readonly ToldOf[] => {
  const each = open.flatMap((issue) =>
    Object.entries(issue.told).map(([receiver, { at }]) => ({ receiver, issue, at })),
  );
  return [...Map.groupBy(each, ({ receiver }) => receiver)]
    .map(([receiver, told]) => ({
      receiver,
      issues: told.map(({ issue }) => issue),
      last:
        told
          .map(({ at }) => at)
          .sort(compareText)
          .at(-1) ?? '',
    }))
    .sort((a, b) => compareText(a.receiver, b.receiver));
};
