import type { Finding } from './security-hub-finding.ts';

/** What belongs to the customer: an import does not change it. */
const CUSTOMERS = ['Note', 'UserDefinedFields', 'VerificationState', 'Workflow'] as const;
/** What the provider sets only until the customer does. */
const SHARED = ['Confidence', 'Criticality', 'RelatedFindings', 'Severity', 'Types'] as const;

type Customers = Partial<Pick<Finding, (typeof CUSTOMERS)[number] | (typeof SHARED)[number]>>;

/** Findings as Security Hub keeps them. */
export interface FindingStore {
  readonly all: ReadonlyMap<string, Finding>;
  /** Ignored, without a word, unless it is newer than what is kept. */
  import(finding: Finding): void;
  /** As BatchUpdateFindings does. */
  setCustomerFields(id: string, fields: Customers): void;
}

export const findingStore = (): FindingStore => {
  const all = new Map<string, Finding>();
  /** What the customer set of what is shared. */
  const overrides = new Map<string, Customers>();
  return {
    all,
    import: (finding) => {
      const kept = all.get(finding.Id);
      if (kept === undefined) all.set(finding.Id, { Workflow: { Status: 'NEW' }, ...shown(finding) });
      else if (Date.parse(finding.UpdatedAt) > Date.parse(kept.UpdatedAt))
        all.set(finding.Id, { ...updated(kept, shown(finding)), ...overrides.get(finding.Id) });
    },
    setCustomerFields: (id, fields) => {
      const kept = all.get(id);
      if (kept === undefined) throw new Error(`Security Hub has no finding ${id}`);
      all.set(id, { ...kept, ...fields });
      overrides.set(id, { ...overrides.get(id), ...only(SHARED, fields) });
    },
  };
};

/** With what the provider says of severity and types where everybody looks for it. */
const shown = (finding: Finding): Finding => ({
  RecordState: 'ACTIVE',
  ...finding,
  ...finding.FindingProviderFields,
});

const updated = (
  kept: Finding,
  { Note, UserDefinedFields, VerificationState, Workflow, ...news }: Finding,
): Finding => ({
  ...news,
  ...only(CUSTOMERS, kept),
  ...reopened(kept, news),
});

/** A finding that comes back is news again, unless somebody suppressed it. */
const reopened = (kept: Finding, { RecordState }: Pick<Finding, 'RecordState'>): Partial<Finding> => {
  const isBack = kept.RecordState === 'ARCHIVED' && RecordState === 'ACTIVE';
  return isBack && kept.Workflow?.Status !== 'SUPPRESSED' ? { Workflow: { Status: 'NEW' } } : {};
};

const only = (names: readonly (keyof Finding)[], from: Partial<Finding>): Partial<Finding> =>
  Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));
