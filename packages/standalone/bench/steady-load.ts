import { Worker } from 'node:worker_threads';

/** What the thread is to do: so many requests a second through each gateway, with one key. */
export interface LoadOrder {
  readonly gateways: readonly string[];
  readonly token: string;
  readonly perSecond: number;
}

/** What it did. */
export interface LoadReport {
  readonly answered: number;
  readonly failed: number;
}

/** Keeps up a steady load from a thread of its own, so that it does not disturb what is measured in this one. */
export function startSteadyLoad(order: LoadOrder): { stop(): Promise<LoadReport> } {
  const thread = new Worker(new URL('./load-thread.ts', import.meta.url), { workerData: order });
  return {
    stop: () =>
      new Promise((resolve, reject) => {
        thread.once('message', resolve);
        thread.once('error', reject);
        thread.postMessage('stop');
      }),
  };
}
