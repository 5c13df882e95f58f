import { PerformanceObserver } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';

/** A time in which this thread's event loop did not turn, in milliseconds. */
export interface Block {
  readonly wallMs: number;
  /** CPU time of this thread within it. Where others have the processors, and on a shared machine, it is less. */
  readonly cpuMs: number;
  /** How much of it was collection of garbage, waiting for the threads that help with it included. */
  readonly gcMs: number;
}

const RESOLUTION_MS = 5;

/** Watches the event loop of this thread until `end`, which gives the longest block. */
export function watchEventLoop(): { end(): Promise<Block> } {
  const pauses: { from: number; to: number }[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      pauses.push({ from: startTime, to: startTime + duration });
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  let longest = { from: 0, to: 0, cpuMs: 0 };
  let from = performance.now();
  let cpu = process.threadCpuUsage();
  const timer = setInterval(() => {
    const to = performance.now();
    const { user, system } = process.threadCpuUsage(cpu);
    if (to - from > longest.to - longest.from) longest = { from, to, cpuMs: (user + system) / 1000 };
    from = to;
    cpu = process.threadCpuUsage();
  }, RESOLUTION_MS);
  return {
    async end() {
      clearInterval(timer);
      // The observer hears of a pause a turn later.
      await setImmediate();
      observer.disconnect();
      const { from: began, to: ended, cpuMs } = longest;
      const within = pauses.map((pause) => Math.min(pause.to, ended) - Math.max(pause.from, began));
      const gcMs = within.reduce((sum, ms) => sum + Math.max(0, ms), 0);
      return { wallMs: ended - began, cpuMs, gcMs };
    },
  };
}
