import { Command } from 'commander';
import { checkCommand } from './check.ts';
import { doctorCommand } from './doctor.ts';
import { drillCommand } from './drill.ts';
import { historyCommand } from './history.ts';
import { lineagesCommand } from './lineages.ts';
import { replayCommand } from './replay.ts';
import { showCommand } from './show.ts';
import { sourceCommand } from './source.ts';

await new Command('tallyman')
  .description('counts every Amazon ECR scan against what was known before, and tells what changed')
  .addCommand(checkCommand())
  .addCommand(replayCommand())
  .addCommand(doctorCommand())
  .addCommand(drillCommand())
  .addCommand(historyCommand())
  .addCommand(showCommand())
  .addCommand(lineagesCommand())
  .addCommand(sourceCommand())
  .parseAsync();
