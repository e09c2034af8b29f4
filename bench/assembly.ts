import { rmSync } from 'node:fs';
import { readAssembly, type Template } from '../replay/template/assembly.ts';
import { alteredAssembly } from '../test/support/altered-assembly.ts';

/** By logical id, those of all stacks. */
export type Resources = Template['Resources'];

export const resourcesIn = (assembly: string): Resources =>
  Object.assign({}, ...readAssembly(assembly).stacks.map(({ template }) => template.Resources));

/** Of one type, by logical id. */
export const ofType = (resources: Resources, type: string): readonly (readonly [id: string, Resources[string]])[] =>
  Object.entries(resources).filter(([, { Type }]) => Type === type);

/** Megabytes of a function, by its name, which ends in its logical id. */
export const memoryOf = (resources: Resources, name: string): number => {
  const found = ofType(resources, 'AWS::Lambda::Function').find(([id]) => name.endsWith(id));
  return Number(found?.[1].Properties['MemorySize']);
};

/**
 * What V8 lets its heap grow to, by the megabytes a function has: it goes by the machine's, and this one has more.
 * Read off Node 24.21 in control groups of these sizes (`heap_size_limit`).
 */
const HEAPS: Readonly<Record<number, { readonly old: number; readonly semi: number }>> = {
  256: { old: 256, semi: 1 },
  512: { old: 256, semi: 1 },
  768: { old: 384, semi: 16 },
  1024: { old: 512, semi: 16 },
  2048: { old: 1024, semi: 32 },
};

/** Does `work` with a copy of `assembly` whose functions have the heaps that V8 would give them in Lambda. */
export const withLambdasHeaps = async <T>(assembly: string, work: (copy: string) => Promise<T>): Promise<T> => {
  const copy = alteredAssembly(assembly, (text) => {
    const template = JSON.parse(text);
    for (const { Type, Properties } of Object.values<{ Type: string; Properties: FunctionProperties }>(
      template.Resources,
    ))
      if (Type === 'AWS::Lambda::Function') limitHeap(Properties);
    return JSON.stringify(template);
  });
  try {
    return await work(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
};

interface FunctionProperties {
  readonly MemorySize: number;
  readonly Environment: { readonly Variables: Record<string, unknown> };
}

const limitHeap = ({ MemorySize, Environment: { Variables } }: FunctionProperties): void => {
  const heap = HEAPS[MemorySize];
  if (heap === undefined) throw new Error(`nobody read off what heap V8 takes of ${MemorySize} MB: add it to HEAPS`);
  const options = `--max-old-space-size=${heap.old} --max-semi-space-size=${heap.semi}`;
  Variables['NODE_OPTIONS'] = `${Variables['NODE_OPTIONS'] ?? ''} ${options}`.trim();
};
