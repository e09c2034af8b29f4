/** What stands for the name of an advisory that has none: the finding is kept and told all the same. */
export const UNNAMED = 'UNNAMED';
/** What ECR calls a severity that nobody rated. */
const UNRATED = 'UNDEFINED';

/** Texts of ECR may be missing, empty, or have blanks around them. */
export const textOrNull = (text: string | undefined): string | null => text?.trim() || null;

/** As given, in upper case; a name that nobody knows is kept. */
export const severityName = (severity: string | undefined): string => textOrNull(severity)?.toUpperCase() ?? UNRATED;
