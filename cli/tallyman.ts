import { Command } from 'commander';
import { checkCommand } from './check.ts';
import { replayCommand } from './replay.ts';

await new Command('tallyman')
  .description('counts every Amazon ECR scan against what was known before, and tells what changed')
  .addCommand(checkCommand())
  .addCommand(replayCommand())
  .parseAsync();
