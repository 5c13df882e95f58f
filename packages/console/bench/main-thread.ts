import type { Browser, Page } from 'playwright-core';

/** One task of a page's main thread. */
export interface Task {
  /** Including what it waited for a core, in ms. */
  readonly wallMs: number;
  /** What it took of a core, in ms: the same on a machine that is busy otherwise. */
  readonly cpuMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string; readonly data?: { readonly url?: string } };
}

/** The tasks of the page's main thread while something is done to it. */
export async function tasksDuring(browser: Browser, page: Page, act: () => Promise<unknown>): Promise<Task[]> {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] });
  await act();
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] };
  // The browser loads pages of its own as well: the one that is meant comes from a server, and something is done to it.
  const pages = new Set(
    traceEvents
      .filter(
        ({ name, args }) => name === 'EventDispatch' || (name === 'CommitLoad' && args?.data?.url?.startsWith('http')),
      )
      .map(({ pid }) => pid),
  );
  const mainThreads = new Set(
    traceEvents
      .filter(({ name, args, pid }) => name === 'thread_name' && args?.name === 'CrRendererMain' && pages.has(pid))
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  return traceEvents
    .filter(({ name, pid, tid }) => name.endsWith('RunTask') && mainThreads.has(`${pid}/${tid}`))
    .map(({ dur = 0, tdur = 0 }) => ({ wallMs: dur / 1000, cpuMs: tdur / 1000 }));
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
