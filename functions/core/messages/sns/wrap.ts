/** Characters: what every plain text client shows without breaking lines of its own, quoted once. */
export const WIDTH = 76;

/**
 * `text` in lines; a word that is too long, such as an address, keeps a line to itself.
 *
 * @param prefix - begins the first line
 * @param indent - begins the others
 */
export const wrap = (text: string, prefix = '', indent = ''): string => {
  // A dot that parts two things stays at the end of a line.
  const [first = '', ...words] = text.split(/ (?!·)/);
  const lines: string[] = [];
  let line = prefix + first;
  for (const word of words) {
    const longer = `${line} ${word}`;
    if (longer.length > WIDTH) lines.push(line);
    line = longer.length > WIDTH ? indent + word : longer;
  }
  return [...lines, line].join('\n');
};
