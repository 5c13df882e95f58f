import { PerformanceObserver } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { openProcessorTimes } from './processor-times.ts';

/** A time in which this thread's event loop turned once at most, in milliseconds. */
export interface Block {
  readonly wallMs: number;
  /** What of it this thread ran; NaN, as the next two, where there is no /proc. */
  readonly ranMs: number;
  /** What of it this thread could have run, but others had the processors. */
  readonly queuedMs: number;
  /** What the host of a virtual machine took meanwhile, of all processors together. */
  readonly stolenMs: number;
  /** How much of it was collection of garbage, waiting for the threads that help with it included. */
  readonly gcMs: number;
}

/** What an event loop did. */
export interface LoopReport {
  readonly longest: Block;
  /** The longest that the thread itself ran without letting the loop turn: what a block would be if nobody else wanted the processors. */
  readonly mostRunMs: number;
}

const RESOLUTION_MS = 5;

/** Watches the event loop of this thread until `end`. */
export function watchEventLoop(): { end(): Promise<LoopReport> } {
  const pauses: { from: number; to: number }[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      pauses.push({ from: startTime, to: startTime + duration });
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  const processor = openProcessorTimes();
  const sample = () => ({ at: performance.now(), ...processor.read() });
  let before = sample();
  let longest = [before, before] as const;
  let mostRunMs = 0;
  const timer = setInterval(() => {
    const now = sample();
    if (now.at - before.at > longest[1].at - longest[0].at) longest = [before, now];
    mostRunMs = Math.max(mostRunMs, now.ranMs - before.ranMs);
    before = now;
  }, RESOLUTION_MS);
  return {
    async end() {
      clearInterval(timer);
      // The observer hears of a pause a turn later.
      await setImmediate();
      observer.disconnect();
      processor.close();
      const [began, ended] = longest;
      const within = pauses.map((pause) => Math.min(pause.to, ended.at) - Math.max(pause.from, began.at));
      return {
        mostRunMs,
        longest: {
          wallMs: ended.at - began.at,
          ranMs: ended.ranMs - began.ranMs,
          queuedMs: ended.queuedMs - began.queuedMs,
          stolenMs: ended.stolenMs - began.stolenMs,
          gcMs: within.reduce((sum, ms) => sum + Math.max(0, ms), 0),
        },
      };
    },
  };
}
