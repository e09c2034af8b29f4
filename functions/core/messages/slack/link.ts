import { webAddress } from '../links.ts';

/** Ours, of one inside text: a longer one would crowd out what is told. */
const MAX_TEXT_URL = 500;

/** `label`, a link where `text` is the address of a web page. `label` is escaped already. */
export const link = (text: string | null, label: string): string => {
  // The URL parser has encoded `<` and `>`; a bar would end the address, and who knows what in the label.
  const address = webAddress(text)?.replaceAll('|', '%7C').replaceAll('&', '&amp;');
  if (address === undefined || address.length > MAX_TEXT_URL) return label;
  return `<${address}|${label.replaceAll('|', '∣')}>`;
};
