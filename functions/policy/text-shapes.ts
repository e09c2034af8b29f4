import * as z from 'zod';
import type { Fault } from './problem.ts';

/** Text with a rule of its own; an editor knows the rule as `pattern`. */
export const ruled = (fault: (value: string) => Fault | null, pattern?: RegExp) =>
  z
    .string()
    .superRefine((value, context) => report(fault(value), context))
    .meta(pattern === undefined ? {} : { pattern: pattern.source });

/** A value with a rule of its own, for which it does not matter what YAML takes it for: quotes would not mend it. */
export const scalar = <T extends z.ZodType<string | number>>(
  fault: (written: string, value: unknown) => Fault | null,
  sound: T,
) =>
  z
    .unknown()
    .superRefine((value, context) => {
      const expected = sound instanceof z.ZodNumber ? 'number' : 'string';
      if (typeof value === 'object') context.addIssue({ code: 'invalid_type', expected, input: value });
      else report(fault(String(value), value), context);
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
