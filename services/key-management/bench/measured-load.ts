import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadReport, LoadRequest } from './load.ts';

export interface Measured extends LoadReport {
  /** Milliseconds of this process's CPU for each call. */
  readonly cpuMs: number;
}

export interface MeasuredLoad {
  /** Has each token introspected once, by the service that runs in this process. */
  run(request: LoadRequest): Promise<Measured>;
  stop(): void;
}

/** Starts the process that the load comes from, so that this one's CPU time is the service's. */
export function startLoad(): MeasuredLoad {
  const load = fork(fileURLToPath(new URL('./load.ts', import.meta.url)));
  return {
    async run(request) {
      const before = process.cpuUsage();
      const answer = new Promise<LoadReport>((resolve) =>
        load.once('message', (message) => resolve(reportOf(message))),
      );
      load.send(JSON.stringify(request));
      const measured = await answer;
      const { user, system } = process.cpuUsage(before);
      return { ...measured, cpuMs: (user + system) / 1000 / request.tokens.length };
    },
    stop: () => void load.kill(),
  };
}

function reportOf(message: unknown): LoadReport {
  if (typeof message !== 'string') throw new TypeError('the load answers in JSON');
  return JSON.parse(message);
}
