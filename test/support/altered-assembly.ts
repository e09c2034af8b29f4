import { cpSync, globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Resources = Record<string, { readonly Type: string; readonly Properties?: Record<string, unknown> }>;

/** A copy of a cloud assembly, its templates altered; in the folder of temporary files. */
export const alteredAssembly = (assembly: string, alter: (template: string) => string): string => {
  const copy = mkdtempSync(join(tmpdir(), 'altered-'));
  cpSync(assembly, copy, { recursive: true });
  for (const file of globSync('*.template.json', { cwd: copy }))
    writeFileSync(join(copy, file), alter(readFileSync(join(copy, file), 'utf8')));
  return copy;
};

/** Gives every resource another logical id, and lets all that point to it follow. */
export const renameLogicalIds = (template: string): string =>
  Object.keys(resourcesIn(template)).reduce(
    (text, id, index) => text.replaceAll(new RegExp(`\\b${id}\\b`, 'g'), `Renamed${index}`),
    template,
  );

export const withoutResources =
  (unwanted: (type: string, properties: string) => boolean) =>
  (template: string): string => {
    const parsed = JSON.parse(template);
    const kept = Object.entries(resourcesIn(template)).filter(
      ([, { Type, Properties }]) => !unwanted(Type, JSON.stringify(Properties)),
    );
    return JSON.stringify({ ...parsed, Resources: Object.fromEntries(kept) });
  };

const resourcesIn = (template: string): Resources => JSON.parse(template).Resources;
