import * as z from 'zod';
import type { Fault } from './problem.ts';

/** Text with a rule of its own; an editor knows the rule as `pattern`. */
export const ruled = (fault: (value: string) => Fault | null, pattern?: RegExp) =>
  z
    .string()
    .superRefine((value, context) => report(fault(value), context))
    .meta(pattern === undefined ? {} : { pattern: pattern.source });

/** Text with a rule of its own that judges numbers and truth values too: quotes would not mend those. */
export const scalar = <T extends z.ZodType<string>>(fault: (written: string) => Fault | null, sound: T) =>
  z
    .unknown()
    .superRefine((value, context) => {
      if (typeof value === 'object') context.addIssue({ code: 'invalid_type', expected: 'string', input: value });
      else report(fault(String(value)), context);
    })
    .pipe(sound);

const report = (fault: Fault | null, context: z.RefinementCtx): void => {
  if (fault !== null) context.addIssue({ code: 'custom', message: fault.message, params: { instead: fault.instead } });
};

export const matching = (pattern: RegExp, fault: (value: string) => Fault) =>
  ruled((value) => (pattern.test(value) ? null : fault(value)), pattern);

/** One, or a list of them, each once. */
export const oneOrMany = <T extends z.ZodType<string>>(one: T) => z.union([one, listOf(one)]);

const listOf = <T extends z.ZodType<string>>(one: T) =>
  z
    .array(one)
    .min(1)
    .superRefine((all, context) => {
      for (const [index, each] of all.entries())
        if (all.indexOf(each) < index)
          context.addIssue({ code: 'custom', path: [index], message: `"${each}" is here twice; keep one` });
    })
    .meta({ uniqueItems: true });

const email = matching(/^[^\s@]+@[^\s@]+\.[^\s@.]+$/, (value) => ({ message: `"${value}" is no e-mail address` }));

export const emails = oneOrMany(email).describe('Addresses; each gets a mail to confirm.');
