import type { Issue } from '../../functions/core/domain/ledger.ts';
import type { Knowledge } from './find-known.ts';
import type { Sourced } from './sourced.ts';
import { toldOf } from './told-of.ts';

/** The same as JSON: every issue that was open. */
export const forMachines = ({ registry, knowledge, ...sourced }: Sourced): string =>
  JSON.stringify({ ...sourced, ...registry, knowledge: knowledge.map(knowledgeOf) }, null, 2);

const knowledgeOf = ({ lineage, known, isOver, cleanSince, next }: Knowledge) => ({
  lineage,
  known: known && {
    recordKey: known.recordKey,
    at: known.record.at,
    isOver,
    platforms: known.heads.map(({ platform }) => platform),
    open: known.open.map(issueOf),
    notScanned: known.notScanned,
    told: toldOf(known.open).map(({ receiver, issues, last }) => ({ receiver, issues: issues.length, last })),
  },
  cleanSince,
  next,
});

const issueOf = ({
  vulnerability,
  packageType,
  packageName,
  severity,
  occurrences,
  openedAt,
  told,
  detail,
}: Issue) => ({
  ...{ vulnerability, packageType, packageName, severity, openedAt },
  versions: [...new Set(occurrences.flatMap(({ version }) => version ?? []))],
  fixedIn: detail.fixedIn,
  told,
});
