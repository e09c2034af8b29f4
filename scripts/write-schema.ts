import { writeFileSync } from 'node:fs';
import { jsonSchema } from '../functions/policy/json-schema.ts';

writeFileSync(new URL('../tallyman.schema.json', import.meta.url), jsonSchema());
