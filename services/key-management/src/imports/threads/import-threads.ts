import { availableParallelism } from 'node:os';
import type { ImportCalls, ThreadStart } from './import-thread.ts';
import { startThread, type Thread } from './thread.ts';

export type ImportThread = Thread<ImportCalls>;

/** The threads that imports run on. */
export interface ImportThreads {
  /** One for each import, which reads its file and does its share of what follows. */
  readonly reading: ThreadLoan;
  /** Those that help it, when nobody else wants the processor. */
  readonly helping: ThreadLoan;
  close(): Promise<void>;
}

interface ThreadLoan {
  /** How many are lent. */
  readonly lent: number;
  /** Lends a thread for some work. */
  use<T>(work: (thread: ImportThread) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Every thread that imports run on, none of them started yet. */
export function createImportThreads(): ImportThreads {
  const reading = createThreadLoan({ background: false });
  const helping = createThreadLoan({ background: true });
  return {
    reading,
    helping,
    close: async () => void (await Promise.all([reading.close(), helping.close()])),
  };
}

const KEPT_FOR_MS = 60_000;

/** Starts threads as they are needed. As starting one takes half a second, they are kept for a while afterwards. */
function createThreadLoan(start: ThreadStart): ThreadLoan {
  const module = new URL('./import-thread.ts', import.meta.url);
  const kept = new Map<ImportThread, NodeJS.Timeout>();
  let closed = false;
  let lent = 0;

  function take(): ImportThread {
    for (const [thread, timer] of kept) {
      clearTimeout(timer);
      kept.delete(thread);
      if (!thread.ended) {
        thread.hold(true);
        return thread;
      }
    }
    return startThread<ImportCalls>(module, start);
  }

  async function giveBack(thread: ImportThread): Promise<void> {
    // One that was left in the middle of something is not worth waiting for.
    if (closed || !thread.idle || kept.size >= availableParallelism()) return await thread.end();
    // Not waited for: whatever the next one asks comes after it.
    thread.ask('forget', null).catch(() => undefined);
    thread.hold(false);
    const end = () => {
      kept.delete(thread);
      void thread.end();
    };
    kept.set(thread, setTimeout(end, KEPT_FOR_MS).unref());
  }

  return {
    get lent() {
      return lent;
    },
    async use(work) {
      const thread = take();
      lent++;
      try {
        return await work(thread);
      } finally {
        lent--;
        await giveBack(thread);
      }
    },
    async close() {
      closed = true;
      const idle = [...kept];
      kept.clear();
      for (const [, timer] of idle) clearTimeout(timer);
      await Promise.all(idle.map(([thread]) => thread.end()));
    },
  };
}
