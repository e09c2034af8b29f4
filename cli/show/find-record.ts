import { CannotRunError } from '../deployed/cannot-run.ts';
import type { Kept } from '../deployed/kept.ts';

/** A key, an id, or the beginning of one: alerts print 12 digits. */
const RECORD = /^(?:records\/)?([0-9a-f]{4,26})(?:\.json\.gz)?$/;

const MOST_SHOWN = 5;

/** The key of the one record that is meant. */
export const findRecord = async (kept: Pick<Kept, 'recordKeys'>, text: string): Promise<string> => {
  const beginning = RECORD.exec(text)?.[1];
  if (beginning === undefined)
    throw new CannotRunError(`${text} is no id of a record: copy it from an alert, or from tallyman history`);
  const [key, ...others] = await kept.recordKeys(beginning, MOST_SHOWN + 1);
  if (key === undefined)
    throw new CannotRunError(
      `there is no record ${beginning}: copy it anew from an alert, or from tallyman history; the stack may be another`,
    );
  if (others.length === 0) return key;
  const keys = [key, ...others].slice(0, MOST_SHOWN).join(', ');
  const more = others.length < MOST_SHOWN ? '' : ' and more';
  throw new CannotRunError(`the ids of several records begin with ${beginning}, write more of it: ${keys}${more}`);
};
