import type { Figure } from './figure.ts';

/** What one part of the benchmark found. */
export interface Section {
  readonly figures: readonly Figure[];
  /** Of Markdown, by the name of their place in docs/performance.md. */
  readonly tables: Readonly<Record<string, string>>;
}
