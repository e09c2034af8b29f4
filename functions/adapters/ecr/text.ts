import { type Giving, list, string } from './given.ts';

/** What ECR calls a severity that nobody rated. */
const UNRATED = 'UNDEFINED';

/** Texts of ECR may be missing, empty, or have blanks around them. */
export const text = <K extends PropertyKey>(of: Giving<K, string>, key: K): string | null =>
  string(of, key)?.trim() || null;

export const texts = <K extends PropertyKey>(of: Giving<K, readonly string[]>, key: K): readonly (string | null)[] =>
  (list(of, key) ?? []).map((_, index, all) => text(all, index));

/** A text that Inspector may write where it has nothing to say. */
export const said = <K extends PropertyKey>(of: Giving<K, string>, key: K): string | null => {
  const given = text(of, key);
  return given?.toLowerCase() === 'none provided' ? null : given;
};

/** A word that ECR chose, in upper case; one that nobody knows is kept. */
export const word = <K extends PropertyKey>(of: Giving<K, string>, key: K): string | null =>
  text(of, key)?.toUpperCase() ?? null;

export const severity = (of: Giving<'severity', string>): string => word(of, 'severity') ?? UNRATED;
