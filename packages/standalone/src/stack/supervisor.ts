export interface Supervised {
  readonly name: string;
  stop(): Promise<void>;
  /** Called when stopping begins, before anything is stopped. */
  willStop?(): Promise<void>;
  /** Of a process: how it ended, and where its log is. Its end is a failure unless it was stopped from here. */
  readonly exited?: Promise<string>;
  readonly logFile?: string;
}

export interface Supervisor {
  /** Takes charge of something that runs. Once stopping has begun it is stopped at once, and this throws. */
  adopt(part: Supervised): Promise<void>;
  /** Rejects, with one clear line, when a process ends by itself. */
  readonly failure: Promise<never>;
  /** Aborted when stopping begins. */
  readonly signal: AbortSignal;
  /** Stops all parts, the latest first. */
  stop(): Promise<void>;
}

/** Keeps the parts of the local installation: all run, or none. */
export function createSupervisor(): Supervisor {
  const parts: Supervised[] = [];
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => {});
  const stopped = new AbortController();
  let stopping: Promise<void> | undefined;

  async function stopAll(): Promise<void> {
    stopped.abort();
    for (const part of parts) await part.willStop?.();
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) await part.stop();
  }

  return {
    failure: failure.promise,
    signal: stopped.signal,
    async adopt(part) {
      if (stopped.signal.aborted) {
        await part.stop();
        throw new Error(`Stopped before ${part.name} was up.`);
      }
      parts.push(part);
      void part.exited?.then((how) => {
        if (!stopped.signal.aborted)
          failure.reject(new Error(`${part.name} ended by itself (${how}); its log: ${part.logFile}`));
      });
    },
    stop() {
      stopping ??= stopAll();
      return stopping;
    },
  };
}
