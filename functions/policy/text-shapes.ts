import * as z from 'zod';
import type { Fault } from './problem.ts';

/** Text with a rule of its own; an editor knows the rule as `pattern`. */
export const ruled = (fault: (value: string) => Fault | null, pattern?: RegExp) =>
  z
    .string()
    .superRefine((value, context) => {
      const found = fault(value);
      if (found !== null)
        context.addIssue({ code: 'custom', message: found.message, params: { instead: found.instead } });
    })
    .meta(pattern === undefined ? {} : { pattern: pattern.source });

export const matching = (pattern: RegExp, fault: (value: string) => Fault) =>
  ruled((value) => (pattern.test(value) ? null : fault(value)), pattern);

export const oneOrMany = <T extends z.ZodType<string>>(one: T) => z.union([one, z.array(one).min(1)]);

const email = matching(/^[^\s@]+@[^\s@]+\.[^\s@.]+$/, (value) => ({ message: `"${value}" is no e-mail address` }));

const addresses = z
  .array(email)
  .min(1)
  .superRefine((all, context) => {
    for (const [index, address] of all.entries())
      if (all.indexOf(address) < index)
        context.addIssue({ code: 'custom', path: [index], message: `"${address}" is here twice; keep one` });
  })
  .meta({ uniqueItems: true });

export const emails = z.union([email, addresses]).describe('Addresses; each gets a mail to confirm.');
