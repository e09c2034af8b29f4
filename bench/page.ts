import { readFileSync, writeFileSync } from 'node:fs';

const PAGE = new URL('../docs/performance.md', import.meta.url);

/** A table of Markdown; all columns but the first hold numbers. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

/**
 * Puts what was measured into docs/performance.md: each table between the marks `<!-- NAME -->` and `<!-- /NAME -->`.
 * The words around them are written by hand.
 */
export const writePage = (tables: Readonly<Record<string, string>>): void => {
  let page = readFileSync(PAGE, 'utf8');
  for (const [name, text] of Object.entries(tables)) {
    const marks = new RegExp(`(<!-- ${name} -->)[^]*?(<!-- /${name} -->)`);
    if (!marks.test(page)) throw new Error(`docs/performance.md has no place for ${name}: put its marks back`);
    page = page.replace(marks, (_, before: string, after: string) => `${before}\n\n${text}\n\n${after}`);
  }
  writeFileSync(PAGE, page);
};
