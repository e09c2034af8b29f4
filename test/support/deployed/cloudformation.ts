import { Refusal } from '../../../replay/fakes/aws.ts';
import { element, list, type QueryService } from './query.ts';

/** A stack as CloudFormation knows it. */
export interface FakeStack {
  readonly name: string;
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly template: unknown;
  /** By logical id. */
  readonly physicalIds: ReadonlyMap<string, string>;
}

/** As many resources as a page has: so few that there are several. */
const PAGE_SIZE = 30;

/** CloudFormation with one stack. */
export const cloudFormation =
  (stackNow: () => FakeStack): QueryService =>
  (action, parameters) => {
    const stack = stackNow();
    const name = parameters.get('StackName');
    if (name !== stack.name) throw new Refusal('ValidationError', `Stack with id ${name} does not exist`);
    switch (action) {
      case 'DescribeStacks':
        return describe(stack);
      case 'GetTemplate':
        return element({ TemplateBody: JSON.stringify(stack.template) });
      case 'ListStackResources':
        return resources(stack, Number(parameters.get('NextToken') ?? 0));
      default:
        throw new Refusal('InvalidAction', `The action ${action} is not valid for this endpoint.`);
    }
  };

const describe = ({ name, status, outputs }: FakeStack): string => {
  const StackId = `arn:aws:cloudformation:eu-west-1:111122223333:stack/${name}/0f0e1d2c`;
  const Outputs = Object.entries(outputs).map(([OutputKey, OutputValue]) => element({ OutputKey, OutputValue }));
  const stack = element({ StackName: name, StackId, StackStatus: status, CreationTime: '2026-11-21T08:00:00Z' });
  return list('Stacks', [stack + list('Outputs', Outputs)]);
};

const resources = ({ physicalIds }: FakeStack, from: number): string => {
  const page = [...physicalIds].slice(from, from + PAGE_SIZE);
  const next = from + PAGE_SIZE < physicalIds.size ? String(from + PAGE_SIZE) : undefined;
  const summaries = page.map(([LogicalResourceId, PhysicalResourceId]) =>
    element({
      LogicalResourceId,
      PhysicalResourceId,
      ResourceStatus: 'CREATE_COMPLETE',
      LastUpdatedTimestamp: '2026-11-21T08:00:00Z',
    }),
  );
  return list('StackResourceSummaries', summaries) + element({ NextToken: next });
};
