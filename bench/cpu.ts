/** Of all threads, in milliseconds. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/**
 * What `work` came to, and the CPU it took in milliseconds. Young garbage of what was before is swept up first; a full
 * collection would throw away optimised code as well, whose kinds of objects are not there just then.
 */
export const cpuOf = async <T>(work: () => T | Promise<T>): Promise<{ readonly ms: number; readonly result: T }> => {
  if (globalThis.gc === undefined) throw new Error('it needs node --expose-gc: start it by npm run bench');
  globalThis.gc({ type: 'minor' });
  const before = cpuMs();
  const result = await work();
  return { ms: cpuMs() - before, result };
};

/** Adds up the CPU of what it runs, which may be a part of other work. */
export const meter = () => {
  let ms = 0;
  return {
    run: async <T>(work: () => Promise<T>): Promise<T> => {
      const before = cpuMs();
      try {
        return await work();
      } finally {
        ms += cpuMs() - before;
      }
    },
    ms: () => ms,
  };
};
