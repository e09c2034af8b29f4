import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { PolicyFile } from '../functions/policy/read-policy.ts';
import { Channels } from './constructs/channels.ts';
import { Coalesce } from './constructs/coalesce.ts';
import { EvaluateScan } from './constructs/evaluate-scan.ts';
import { Operators } from './constructs/operators.ts';
import { Reconcile } from './constructs/reconcile.ts';
import { RecordBucket } from './constructs/record-bucket.ts';
import { Resend } from './constructs/resend.ts';
import { RetainedKey } from './constructs/retained-key.ts';
import { StateTable } from './constructs/state-table.ts';
import { TroubleAlarms } from './constructs/trouble-alarms.ts';

export type AlertsStackProps = Pick<PolicyFile, 'policy' | 'operators'>;

/** From the scan event to the alert. */
export class AlertsStack extends Stack {
  constructor(scope: Construct, id: string, { policy, operators: { email } }: AlertsStackProps) {
    super(scope, id, { description: 'Tallyman: tells what changed in the scans of the images in Amazon ECR' });
    const key = new RetainedKey(this, 'Key', { description: 'Tallyman: table, records and operators' });
    const operators = new Operators(this, 'Operators', { key, email });
    const table = new StateTable(this, 'Table', { key });
    const records = new RecordBucket(this, 'Records', { key });
    const channels = new Channels(this, 'Deliver', { policy, operators, table, records, key });
    const { events } = new EvaluateScan(this, 'EvaluateScan', { policy, operators, table, records, channels });
    // Basic scanning has no findings that come by themselves.
    if (policy.scanning !== 'basic') new Coalesce(this, 'Coalesce', { policy, operators, table, events });
    new Resend(this, 'Resend', { policy, operators, table, channels, records, events });
    new Reconcile(this, 'Reconcile', { policy, operators, table, events });
    new TroubleAlarms(this, 'Troubles', { operators });
    // Which policy is deployed: `tallyman doctor` compares it with the file.
    new CfnOutput(this, 'PolicyHash', { value: policy.hash });
  }
}
