/** How a channel writes: what it shows of somebody else's text, at most `max` characters as they are sent. */
export interface Markup {
  /** On one line, harmless. */
  text(text: string, max: number): string;
  /** As `text`, for names: what is too long loses its middle. */
  name(text: string, max: number): string;
  /** As `text`, for small print and prose. */
  prose(text: string, max: number): string;
  /** `label`, leading to `address`; null where the channel shows addresses apart. */
  link(address: string, label: string): string | null;
}
