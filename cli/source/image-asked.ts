import { CannotRunError } from '../deployed/cannot-run.ts';

/** An image as people name it: by a tag, or by its digest. */
export type ImageAsked = { readonly repository: string } & (
  | { readonly tag: string; readonly digest: null }
  | { readonly tag: null; readonly digest: string }
);

/** With the registry or without; what stands behind the repository is for the rest to read. */
const IMAGE = /^(?:\d{12}\.dkr[.-][^/]+\/)?([^:@\s]+)(.*)$/;
const TAG = /^:([\w.-]{1,300})$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** The image that is meant by `payments/api:latest`, `payments/api@sha256:…` or `payments/api sha256:…`; a digest says more than a tag. */
export const imageAsked = (text: string): ImageAsked => {
  const [, repository = 'payments/api', named = ''] = IMAGE.exec(text.trim()) ?? [];
  const digest = /[@\s](\S+)$/.exec(named)?.[1];
  if (digest !== undefined) {
    if (DIGEST.test(digest)) return { repository, tag: null, digest };
    throw new CannotRunError(`${digest} is no whole digest, sha256: and 64 digits: tallyman show prints it`);
  }
  const tag = TAG.exec(named)?.[1];
  if (tag !== undefined) return { repository, tag, digest: null };
  throw new CannotRunError(`${text} names no image: write ${repository}:TAG or ${repository}@sha256:DIGEST`);
};
