/** What the doctor says of one thing. */
export interface Diagnosis {
  /** Such as `secret tallyman/slack-token`. */
  readonly about: string;
  /** `unknown`: nobody can tell from here. */
  readonly verdict: 'ok' | 'wrong' | 'unknown';
  /** Never a secret. */
  readonly says: string;
  /** What to do; null where nothing is. */
  readonly remedy: string | null;
}

export const ok = (about: string, says: string): Diagnosis => ({ about, verdict: 'ok', says, remedy: null });

export const wrong = (about: string, says: string, remedy: string): Diagnosis => ({
  about,
  verdict: 'wrong',
  says,
  remedy,
});

/** What cannot be known from here, and what would tell. */
export const unknown = (about: string, says: string, remedy: string): Diagnosis => ({
  about,
  verdict: 'unknown',
  says,
  remedy,
});
