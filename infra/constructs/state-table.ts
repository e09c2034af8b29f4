import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type GrantOnPrincipalOptions, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { IMAGE_PREFIX, SWEEP_KEY, TABLE, THREAD_PREFIX } from '../../functions/table.ts';

type GrantConditions = NonNullable<GrantOnPrincipalOptions['conditions']>;

export interface StateTableProps {
  readonly key: IKey;
}

/** The lineage items, the markers, the claims, the threads, and how far a sweep is. */
export class StateTable extends Table {
  readonly #key: IKey;

  constructor(scope: Construct, id: string, { key }: StateTableProps) {
    super(scope, id, {
      partitionKey: { name: TABLE.partitionKey, type: AttributeType.STRING },
      timeToLiveAttribute: TABLE.expires,
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.#key = key;
    const { indexName, partitionKey, sortKey } = TABLE.due;
    this.addGlobalSecondaryIndex({
      indexName,
      partitionKey: { name: partitionKey, type: AttributeType.STRING },
      sortKey: { name: sortKey, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }

  /** To read lineage items, commit them, and take their deliveries off. */
  grantCommit(grantee: IGrantable): void {
    this.#allow(grantee, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], this.tableArn);
  }

  /** To find the lineage items and markers that are due, take the deliveries off those, and put these off. */
  grantSettle(grantee: IGrantable): void {
    this.#allow(grantee, ['dynamodb:Query'], `${this.tableArn}/index/${TABLE.due.indexName}`);
    this.#allow(grantee, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], this.tableArn);
  }

  grantClaim(grantee: IGrantable): void {
    this.#allow(grantee, ['dynamodb:UpdateItem'], this.tableArn);
  }

  /** To find, begin and end threads. */
  grantThreads(grantee: IGrantable): void {
    const actions = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'];
    this.#allow(grantee, actions, this.tableArn, keysThatBegin(THREAD_PREFIX));
  }

  /** To find and read all lineage items, and keep how far a sweep over the registry is. */
  grantSweep(grantee: IGrantable): void {
    this.#allow(grantee, ['dynamodb:Query'], `${this.tableArn}/index/${TABLE.due.indexName}`);
    this.#allow(grantee, ['dynamodb:GetItem'], this.tableArn);
    this.#allow(grantee, ['dynamodb:PutItem'], this.tableArn, keysThatBegin(SWEEP_KEY));
  }

  /** To mark images. */
  grantMark(grantee: IGrantable): void {
    this.#allow(grantee, ['dynamodb:UpdateItem'], this.tableArn, keysThatBegin(IMAGE_PREFIX));
  }

  /** To take the markers of images away. */
  grantClear(grantee: IGrantable): void {
    this.#allow(grantee, ['dynamodb:DeleteItem'], this.tableArn, keysThatBegin(IMAGE_PREFIX));
  }

  #allow(grantee: IGrantable, actions: string[], resourceArn: string, conditions: GrantConditions = {}): void {
    Grant.addToPrincipal({ grantee, actions, resourceArns: [resourceArn], conditions });
    // To write, too, DynamoDB has the table's key decrypted in the caller's name, and nothing else.
    // https://docs.aws.amazon.com/kms/latest/developerguide/services-dynamodb.html
    Grant.addToPrincipal({ grantee, actions: ['kms:Decrypt'], resourceArns: [this.#key.keyArn] });
  }
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html */
const keysThatBegin = (prefix: string): GrantConditions => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${prefix}*`] },
});
