/** A secret that is not there, or holds no single value: a person must mend it. Its value is in no error. */
export class UnusableSecretError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'UnusableSecretError';
    this.remedy = remedy;
  }
}

/** A secret's value by its name. `refresh` asks again, where the value kept may be old. */
export interface Secrets {
  /** @throws UnusableSecretError */
  read(name: string, options?: { readonly refresh: boolean }): Promise<string>;
}
