import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { PolicyFile } from '../functions/policy/read-policy.ts';
import { AlertsStack } from './alerts-stack.ts';
import { RepositoriesStack } from './repositories-stack.ts';

/** The stacks that `file` asks for. */
export const tallyman = (app: App, { policy, operators, repositories }: PolicyFile): void => {
  const names = Object.keys(repositories);
  // CloudFormation refuses a template without resources.
  if (names.length > 0) new RepositoriesStack(app, 'TallymanRepositories', { names });
  new AlertsStack(app, 'TallymanAlerts', { policy, operators });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
};
