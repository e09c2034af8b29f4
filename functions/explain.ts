/** An error for the log. */
export const explain = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
