import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { parseAt } from '../parse-at.ts';

/** What `cdk synth` made. */
export interface Assembly {
  readonly stacks: readonly Stack[];
  /** The folder of the bundle whose S3 key a function names. */
  folderOf(s3Key: string): string;
}

export interface Stack {
  readonly name: string;
  readonly template: Template;
}

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
});
export type Template = z.infer<typeof template>;

const manifest = z.object({
  artifacts: z.record(z.string(), z.object({ type: z.string(), properties: z.unknown().optional() })),
});

const stackProperties = z.object({ templateFile: z.string(), stackName: z.string().optional() });

const assetProperties = z.object({ file: z.string() });

const assetManifest = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/** Reads the cloud assembly in `folder`: templates and assets, as its manifest names them. */
export const readAssembly = (folder: string): Assembly => {
  const read = <T extends z.ZodType>(shape: T, file: string): z.infer<T> =>
    parseAt(file, shape, JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const artifacts = Object.entries(read(manifest, 'manifest.json').artifacts);
  const ofType = (wanted: string) => artifacts.filter(([, { type }]) => type === wanted);

  const stacks = ofType('aws:cloudformation:stack').map(([id, { properties }]) => {
    const { templateFile, stackName: name = id } = parseAt(id, stackProperties, properties);
    return { name, template: read(template, templateFile) };
  });
  const folders = new Map(
    ofType('cdk:asset-manifest').flatMap(([id, { properties }]) =>
      foldersOf(read(assetManifest, parseAt(id, assetProperties, properties).file), folder),
    ),
  );
  return {
    stacks,
    folderOf: (s3Key) => {
      const found = folders.get(s3Key);
      if (found === undefined) throw new Error(`${folder} has no asset ${s3Key}; run cdk synth again`);
      return found;
    },
  };
};

const foldersOf = ({ files }: z.infer<typeof assetManifest>, folder: string): readonly (readonly [string, string])[] =>
  Object.values(files).flatMap(({ source: { path }, destinations }) =>
    path === undefined
      ? []
      : Object.values(destinations).map(({ objectKey }) => [objectKey, resolve(folder, path)] as const),
  );
