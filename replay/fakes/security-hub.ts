import type { HttpAnswer } from '../http.ts';
import type { WireRequest } from './aws.ts';
import {
  answered,
  behaving,
  type FailedFinding,
  NOT_SUBSCRIBED,
  refusedAs,
  type SecurityHubBehaviour,
} from './security-hub-answer.ts';
import { findingsIn, refusalOfCall, type Sent } from './security-hub-call.ts';
import { readFinding } from './security-hub-finding.ts';
import { type FindingStore, findingStore } from './security-hub-findings.ts';

/** One call of BatchImportFindings. */
interface ImportCall {
  /** As sent. */
  readonly findings: readonly Sent[];
  /** The `Id` of each that counted as a success. */
  readonly imported: readonly string[];
}

/** Security Hub CSPM on the wire: BatchImportFindings, refusing what it refuses. It does not limit the rate by itself. */
export interface FakeSecurityHub {
  handle(request: WireRequest): HttpAnswer;
  /** As they are kept, by `Id`. */
  readonly findings: FindingStore['all'];
  /** In the order in which they came, refused ones too. */
  readonly calls: readonly ImportCall[];
  /** How it answers from now on; null for its usual self. */
  behave(behaviour: SecurityHubBehaviour | null): void;
  setCustomerFields: FindingStore['setCustomerFields'];
}

export const fakeSecurityHub = (account = '111122223333', region = 'eu-west-1'): FakeSecurityHub => {
  const store = findingStore();
  const calls: ImportCall[] = [];
  let behaviour: SecurityHubBehaviour = {};

  const batchImport = (body: string): HttpAnswer => {
    const sent = findingsIn(body);
    const findings = sent ?? [];
    const refusal = behaving(behaviour) ?? refusalOfCall(sent, body, { account, region });
    const outcomes = refusal === null ? importEach(findings, store, behaviour) : [];
    const imported = outcomes.flatMap((outcome) => (typeof outcome === 'string' ? outcome : []));
    calls.push({ findings, imported });
    return (
      refusal ??
      answered(
        imported.length,
        outcomes.filter((outcome) => typeof outcome !== 'string'),
      )
    );
  };

  return {
    handle: ({ method, path, body }) =>
      method === 'POST' && path === '/findings/import'
        ? batchImport(body.toString())
        : refusedAs('UnknownOperationException', `there is no ${method} ${path}`, 404),
    findings: store.all,
    calls,
    behave: (next) => {
      behaviour = next ?? {};
    },
    setCustomerFields: store.setCustomerFields,
  };
};

/** What became of each, its `Id` where it was imported. Of those with one `Id` only the first is looked at. */
const importEach = (
  sent: readonly Sent[],
  store: FindingStore,
  behaviour: SecurityHubBehaviour,
): readonly (string | FailedFinding)[] => {
  const firsts = sent.filter(({ Id }, index) => index === sent.findIndex((other) => other['Id'] === Id));
  return firsts.map((finding) => importOne(finding, store, behaviour));
};

const importOne = (sent: Sent, store: FindingStore, { disabled, failing }: SecurityHubBehaviour) => {
  const Id = String(sent['Id']);
  if (disabled === 'finding') return { Id, ErrorCode: 'InvalidAccess', ErrorMessage: NOT_SUBSCRIBED };
  const code = failing?.[Id];
  if (code !== undefined) return { Id, ErrorCode: code, ErrorMessage: 'as it was told to' };
  const finding = readFinding(sent);
  if ('fault' in finding) return { Id, ErrorCode: 'InvalidInput', ErrorMessage: finding.fault };
  store.import(finding);
  return Id;
};
