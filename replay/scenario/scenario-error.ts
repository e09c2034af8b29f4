/** What is wrong with a scenario, each line with its place. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
  }
}
