/**
 * Makes concurrent calls share runs of `run`: a call that comes during a run waits for the next one, since the present
 * one may have looked before what it was called for had happened. So at most one run is under way, and each caller's
 * run started after the call.
 */
export function coalesced<T>(run: () => Promise<T>): () => Promise<T> {
  let current: Promise<T> | undefined;
  let next: Promise<T> | undefined;
  const start = (): Promise<T> => {
    const mine = run();
    const over = (): void => {
      if (current === mine) current = undefined;
    };
    mine.then(over, over);
    current = mine;
    return mine;
  };
  const startNext = (): Promise<T> => {
    next = undefined;
    return start();
  };
  return () => {
    if (next !== undefined) return next;
    if (current === undefined) return start();
    next = current.then(startNext, startNext);
    return next;
  };
}
