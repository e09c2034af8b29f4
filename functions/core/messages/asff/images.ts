import type { Because } from '../../domain/alert.ts';
import type { Issue } from '../../domain/ledger.ts';
import type { AsffFinding } from './format.ts';
import { type Members, members } from './json.ts';
import { originFields, productFields } from './product-fields.ts';
import { imagesOf, type Shown } from './resources.ts';
import type { ToImport } from './to-import.ts';

type OfImages = Pick<AsffFinding, 'ProductFields' | 'Resources' | 'SourceUrl'>;
type Fields = AsffFinding['ProductFields'];

/** Writes the images of an issue, as many as there is room for. Where the image comes from is said of what is in it. */
export const imageWriter = (
  toImport: ToImport,
  because: readonly Because[],
): ((issue: Issue) => (most: number) => Members<OfImages>) => {
  const { record, unratedAs } = toImport;
  const imagesWith = imagesOf(record, unratedAs);
  const fields = productFields(toImport, because);
  const ofImage = shownWith({ ...fields, ...originFields(record) });
  const ofOthers = shownWith(fields);
  const parts = new Set(record.image.parts.map(({ digest }) => digest));
  // What no image has any more, the scan of this one said so.
  const isInImage = ({ occurrences }: Issue): boolean =>
    occurrences.length === 0 || occurrences.some(({ digest }) => parts.has(digest));
  return (issue) => {
    const shown = imagesWith(issue);
    const write = isInImage(issue) ? ofImage : ofOthers;
    return (most) => write(shown, most);
  };
};

/** Writes what is shown with `fields`: what is shown alike, once. */
const shownWith = (fields: Fields): ((shown: Shown, most: number) => Members<OfImages>) => {
  const written = new WeakMap<Shown, Members<OfImages>>();
  return (shown, most) => {
    if (shown.resources.length > most) return members(shownOf(fewer(shown, most), countedIn(fields, shown, most)));
    const known = written.get(shown);
    if (known !== undefined) return known;
    const whole = members(shownOf(shown, fields));
    written.set(shown, whole);
    return whole;
  };
};

const shownOf = ({ resources, page }: Shown, fields: Fields): OfImages => ({
  SourceUrl: page ?? undefined,
  ProductFields: fields,
  Resources: resources,
});

const fewer = ({ resources, page }: Shown, most: number): Shown => ({ resources: resources.slice(0, most), page });

const countedIn = (fields: Fields, { resources }: Shown, most: number): Fields => ({
  ...fields,
  'tallyman/images': `${most} of ${resources.length} shown`,
});
