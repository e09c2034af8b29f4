import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { Command } from 'commander';
import { lookOptions, onStack, STATUS, type StackOptions } from './deployed/command.ts';
import { keptBy } from './deployed/kept.ts';
import { findStack } from './deployed/stack.ts';
import { toldAlerts } from './records/arrival.ts';
import { findRecord } from './show/find-record.ts';
import { forTerminal } from './show/for-terminal.ts';

/** `tallyman show`: all of one record. */
export const showCommand = (now = () => new Date()): Command =>
  lookOptions(new Command('show'))
    .description('all that is kept of one evaluation: what was scanned, what changed, and what each receiver was told')
    .argument('<record>', 'the id that alerts and history print, or the key')
    .action((text: string, options: Pick<StackOptions, 'stack' | 'json'>, command: Command) =>
      onStack(command, async (print) => {
        const kept = keptBy(await findStack(new CloudFormationClient(), options.stack));
        const recordKey = await findRecord(kept, text);
        const record = await kept.record(recordKey);
        if (options.json) print(`${JSON.stringify(record, null, 2)}\n`);
        else print(forTerminal({ recordKey, record, told: await toldAlerts(record, recordKey, kept.progress, now()) }));
        return STATUS.well;
      }),
    );
