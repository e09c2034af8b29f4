/** What all stages share. */
export interface Options {
  /** An empty folder. */
  readonly scratch: string;
  /** Keeps what is to be stopped, last first, however the run ends. */
  readonly atEnd: (stop: () => Promise<void>) => void;
}
