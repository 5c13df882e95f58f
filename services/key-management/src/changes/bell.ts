/** Wakes whoever waits. Only a doorbell: who is woken looks for himself, and looks now and then in any case. */
export interface Bell {
  /** How often it has rung. */
  readonly rings: number;
  ring(): void;
  /** Resolves at the next ring after the `heard`-th, after `ms`, or when the signal is aborted. */
  wait(ms: number, heard: number, signal?: AbortSignal): Promise<void>;
}

/** A bell whose waiting is counted by `sleep`. */
export function createBell(sleep: (ms: number, signal: AbortSignal) => Promise<void>): Bell {
  const waiting = new Set<AbortController>();
  let rings = 0;
  return {
    get rings() {
      return rings;
    },
    ring() {
      rings++;
      for (const waiter of waiting) waiter.abort();
    },
    async wait(ms, heard, signal) {
      if (heard !== rings) return;
      const woken = new AbortController();
      waiting.add(woken);
      await sleep(ms, signal === undefined ? woken.signal : AbortSignal.any([woken.signal, signal]));
      waiting.delete(woken);
    },
  };
}
