/** Enough to keep the network busy; an SDK client has 50 connections. */
const AT_A_TIME = 10;

/** Does something for each, a few at a time. */
export const sideBySide = async <T>(all: readonly T[], act: (each: T) => Promise<void>): Promise<void> => {
  const left = all.values();
  const work = async (): Promise<void> => {
    for (const each of left) await act(each);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
};
