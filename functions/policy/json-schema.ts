import * as z from 'zod';
import { policyShape } from './shape.ts';

/** The content of `tallyman.schema.json`, for editors; draft 7 is what the YAML language server reads best. */
export const jsonSchema = (): string =>
  `${JSON.stringify(z.toJSONSchema(policyShape, { target: 'draft-7' }), null, 2)}\n`;
