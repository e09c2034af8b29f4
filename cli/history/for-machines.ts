import type { Issue } from '../../functions/core/domain/ledger.ts';
import { issuesOf } from '../records/alert-issues.ts';
import { changesOf } from '../records/change.ts';
import { newlyNotScanned } from '../records/not-scanned.ts';
import type { ToldHistory, ToldRecord } from './for-terminal.ts';

/** A history as JSON: of each record what people look back for; the whole of it `tallyman show --json` prints. */
export const forMachines = ({ repository, registry, records, older }: ToldHistory): string =>
  JSON.stringify({ repository, ...registry, records: records.map(recordOf), older }, null, 2);

const recordOf = ({ recordKey, record, told }: ToldRecord) => {
  const { lineage, version, at, trigger, policyHash, image, origin, ledger } = record;
  return {
    recordKey,
    ...{ lineage, version, at, trigger, policyHash, image, origin },
    changes: changesOf(record).map(({ issues, ...change }) => ({ ...change, issues: issues.map(nameOf) })),
    notScanned: newlyNotScanned(record),
    told: told.map(({ alert, arrival }) => {
      const { kind, receiver, because } = alert;
      const its = Object.entries(issuesOf(alert, ledger.issues)).map(([list, issues]) => [list, issues.map(nameOf)]);
      return { kind, receiver, because, ...Object.fromEntries(its), delivery: arrival };
    }),
  };
};

const nameOf = ({ vulnerability, packageType, packageName, severity }: Issue) => ({
  vulnerability,
  packageType,
  packageName,
  severity,
});
