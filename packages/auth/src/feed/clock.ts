/** A moment by both clocks of one machine, in milliseconds. */
export interface Instant {
  /** Never set, but stands still while a virtual machine is paused. */
  readonly monotonic: number;
  /** Goes on through a pause, but can be set to anything. */
  readonly wall: number;
}

/** The clocks and the timer that the lease is counted by. A test brings its own. */
export interface Clock {
  now(): Instant;
  /** Resolves after `ms` milliseconds, or at once when the signal is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** The clocks of this machine. */
export const systemClock: Clock = {
  now: () => ({ monotonic: performance.now(), wall: Date.now() }),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', done, { once: true });
    }),
};
