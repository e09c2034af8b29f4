import { App } from 'aws-cdk-lib';
import { PolicyError } from '../functions/policy/policy-error.ts';
import { readPolicy } from '../functions/policy/read-policy.ts';
import { tallyman } from './tallyman.ts';

/** A file that was chosen (replay, tests and CI choose one) may hold placeholders; the project's own is deployed. */
const policyFile = (chosen: string | undefined) =>
  chosen === undefined
    ? readPolicy('tallyman.yaml', { placeholders: 'refused' })
    : readPolicy(chosen, { placeholders: 'allowed' });

const app = new App({ autoSynth: false });
try {
  tallyman(app, policyFile(app.node.tryGetContext('policy')));
  app.synth();
} catch (error) {
  if (!(error instanceof PolicyError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
