import { readdirSync, readFileSync } from 'node:fs';

interface Peaks {
  /** Looks at the functions that run now: a process that has ended says nothing any more. */
  look(): void;
  /** Bytes; empty where there is no /proc. */
  byFunction(): ReadonlyMap<string, number>;
}

/** The peak resident memory of each function's process, as Linux counts it. */
export const peaks = (): Peaks => {
  const found = new Map<string, number>();
  return {
    look: () => {
      for (const { name, bytes } of processIds().flatMap(peakOf)) found.set(name, bytes);
    },
    byFunction: () => found,
  };
};

/** Of a process that this one started for a function; else nothing. */
const peakOf = (pid: string): readonly { readonly name: string; readonly bytes: number }[] => {
  const status = text(`/proc/${pid}/status`);
  if (Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) !== process.pid) return [];
  const name = /(?:^|\0)AWS_LAMBDA_FUNCTION_NAME=([^\0]+)/.exec(text(`/proc/${pid}/environ`))?.[1];
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
  return name === undefined || kilobytes === undefined ? [] : [{ name, bytes: Number(kilobytes) * 1024 }];
};

const processIds = (): readonly string[] => {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
};

/** Empty where the process is gone. */
const text = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};
