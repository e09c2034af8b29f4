import assert from 'node:assert/strict';
import { type AwsSecurityFinding, EnableSecurityHubCommand, GetFindingsCommand } from '@aws-sdk/client-securityhub';
import { fakeSecurityHub } from '../../replay/fakes/security-hub.ts';
import { ACCOUNT, type Aws, REGION } from './aws.ts';
import { issueName, issuesOf, TAG } from './registry.ts';
import type { Witness } from './witness.ts';

/** Low and above; what nobody rated counts as medium. */
const TOLD = ['CRITICAL', 'HIGH', 'MEDIUM', 'UNDEFINED', 'LOW'];

/** Who looks into Security Hub. */
export const securityHubWitness = async ({ securityHub }: Aws): Promise<Witness> => {
  await securityHub.send(new EnableSecurityHubCommand({}));
  const findings = async (): Promise<readonly AwsSecurityFinding[]> =>
    (await securityHub.send(new GetFindingsCommand({}))).Findings ?? [];
  return {
    seen: findings,
    check: async (pushed) => {
      const found = await findings();
      assert.deepEqual(found.map(nameOf).sort(), issuesOf(pushed, TOLD));
      for (const { RecordState, Resources } of found) {
        const image = Resources?.[0]?.Details?.AwsEcrContainerImage;
        assert.deepEqual([RecordState, image?.ImageDigest, image?.ImageTags], ['ACTIVE', pushed.digest, [TAG]]);
      }
      assert.deepEqual(answerOfFake(found), { FailedCount: 0, SuccessCount: found.length, FailedFindings: [] });
      return `Security Hub has ${found.length} active findings, which the strict fake takes too`;
    },
  };
};

const nameOf = ({ Vulnerabilities }: AwsSecurityFinding): string => {
  const [vulnerability] = Vulnerabilities ?? [];
  return issueName(vulnerability?.Id, vulnerability?.VulnerablePackages?.[0]?.Name);
};

/** What the strict fake answers to the same import: moto looks at next to nothing. */
const answerOfFake = (Findings: readonly AwsSecurityFinding[]): unknown => {
  const request = { method: 'POST', path: '/findings/import', headers: {}, body: JSON.stringify({ Findings }) };
  return JSON.parse(fakeSecurityHub(ACCOUNT, REGION).handle(request).body.toString());
};
