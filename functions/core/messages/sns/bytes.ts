const UTF_8 = new TextEncoder();

/** Bytes of `text` in UTF-8. */
export const bytesOf = (text: string): number => UTF_8.encode(text).length;

/** Bytes of `text` inside a JSON string. */
export const bytesInJson = (text: string): number => bytesOf(JSON.stringify(text)) - '""'.length;
