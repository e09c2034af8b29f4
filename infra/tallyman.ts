import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { PolicyFile } from '../functions/policy/read-policy.ts';
import { AlertsStack } from './alerts-stack.ts';
import { RepositoriesStack } from './repositories-stack.ts';

/** The stacks that `file` asks for. */
export const tallyman = (app: App, file: PolicyFile): void => {
  const { policy, operators, ...repositories } = file;
  // CloudFormation refuses a template without resources.
  if (setsUpRegistry(file)) new RepositoriesStack(app, 'TallymanRepositories', repositories);
  new AlertsStack(app, 'TallymanAlerts', { policy, operators });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
};

const setsUpRegistry = ({ registry, repositories, creationTemplates }: PolicyFile): boolean =>
  registry !== null || Object.keys({ ...repositories, ...creationTemplates }).length > 0;
