import {
  BatchImportFindingsCommand,
  type SecurityHubClient,
  SecurityHubServiceException,
} from '@aws-sdk/client-securityhub';
import type { Packed } from '../../core/messages/asff/findings.ts';

/** A finding that was not imported. */
export interface Failure {
  readonly id: string;
  /** Security Hub's word, such as `InvalidInput`. */
  readonly code: string;
}

/** What Security Hub answered instead of yes: nothing was imported, as far as one can tell. */
export interface SecurityHubNo {
  readonly kind: 'no';
  /** Of HTTP; 0 where no answer came. */
  readonly status: number;
  /** The name of the exception; null where it gave none. */
  readonly code: string | null;
  /** Seconds; 0 where it did not say. */
  readonly retryAfter: number;
}

/** How Security Hub took one call: HTTP 200 does not mean that a finding was imported. */
export type Answer = { readonly kind: 'imported'; readonly failures: readonly Failure[] } | SecurityHubNo;

export type Send = (batch: readonly Packed[]) => Promise<Answer>;

/** Imports by `client`, at most what it takes in one call. */
export const sender =
  (client: SecurityHubClient): Send =>
  async (batch) => {
    try {
      const answer = await client.send(importing(batch));
      const { SuccessCount, FailedCount = 0, FailedFindings = [] } = answer;
      // Whatever answers so is not Security Hub, or was cut short.
      if (SuccessCount === undefined || FailedCount > FailedFindings.length)
        return noOf({ $metadata: answer.$metadata });
      return {
        kind: 'imported',
        failures: FailedFindings.map(({ Id, ErrorCode }) => ({ id: String(Id), code: word(ErrorCode) ?? 'Unknown' })),
      };
    } catch (error) {
      return noOf(error);
    }
  };

/** The SDK takes eight times as long to write findings as `JSON.stringify`, and writes the same. */
const importing = (batch: readonly Packed[]): BatchImportFindingsCommand => {
  const command = new BatchImportFindingsCommand({ Findings: [] });
  const body = `{"Findings":[${batch.map(({ json }) => json).join(',')}]}`;
  command.middlewareStack.add(
    (next) =>
      ({ request, ...args }) =>
        next({ ...args, request: Object.assign(Object(request), { body }) }),
    // Before its length is taken, and it is signed.
    { name: 'findings', step: 'build', priority: 'high' },
  );
  return command;
};

/** A code of AWS, and nothing else that might stand in its place; the SDK says Unknown where there is none. */
const word = (code: unknown): string | null =>
  typeof code === 'string' && /^[A-Z][A-Za-z]{2,79}$/.test(code) && code !== 'Unknown' ? code : null;

interface SdkError {
  readonly $metadata: { readonly httpStatusCode?: number | undefined };
  readonly $response: { readonly headers?: Readonly<Record<string, string>> };
}

const noOf = (error: unknown): SecurityHubNo => {
  const { $metadata, $response } = Object(error) as Partial<SdkError>;
  return {
    kind: 'no',
    status: $metadata?.httpStatusCode ?? 0,
    code: error instanceof SecurityHubServiceException ? word(error.name) : null,
    retryAfter: Number.parseInt($response?.headers?.['retry-after'] ?? '', 10) || 0,
  };
};
