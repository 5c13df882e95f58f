import { spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { cpuSecondsBelow } from '@keyward/key-management/bench/process-cpu.ts';

import type { Bench } from '../bench.ts';
import { openEventStreams } from '../load/event-streams.ts';
import { percentiles } from '../load/load.ts';
import { type Section, whole } from '../report.ts';
import { startKeyward } from '../rivals/keyward.ts';
import { PATH } from '../workload.ts';

const STREAMS = 10_000;
/** Files that a process has open beside two for each stream. */
const OTHER_FILES = 200;

/** As many open event streams as 10,000 on one process: memory for each, and how long a token is on its way. */
export async function measureEventStreams(bench: Bench, wanted = STREAMS): Promise<Section> {
  const { setting, seconds, patience, say } = bench;
  const origin = await bench.start('flow-origin.ts');
  const folder = await bench.folder('streams');
  const gateway = await startKeyward({ ...setting, originUrl: origin.url, folder });
  try {
    const count = Math.min(wanted, Math.floor((openFilesAtMost() - OTHER_FILES) / 2));
    const before = gateway.residentMib();
    const streams = await openEventStreams(
      { process: gateway, path: PATH, tokens: [setting.token], headers: { Accept: 'text/event-stream' } },
      count,
    );
    try {
      say(`${whole(count)} streams are open`);
      await delay(seconds * 1_000);
      const { delays, cpu } = await patience.measure(async () => {
        streams.takeDelays();
        const cpuBefore = await cpuSecondsBelow(gateway.pid);
        await delay(seconds * 2_000);
        return { delays: streams.takeDelays(), cpu: (await cpuSecondsBelow(gateway.pid)) - cpuBefore };
      });
      const memory = gateway.residentMib();
      const { p50Ms, p99Ms } = percentiles(delays);
      return {
        title: `${whole(count)} open event streams on one process`,
        columns: ['', ''],
        rows: [
          ['memory for each, both connections', `${(((memory - before) * 1024) / count).toFixed(1)} KiB`],
          ['resident memory before, with them', `${whole(before)} MiB, ${whole(memory)} MiB`],
          ['tokens a second', whole(delays.length / (seconds * 2))],
          ["a token's delay from the origin to the client, p50", `${p50Ms.toFixed(2)} ms`],
          ['p99', `${p99Ms.toFixed(2)} ms`],
          ['CPU for a token', `${((cpu * 1e6) / delays.length).toFixed(0)} µs`],
        ],
        notes: [
          "We want a token's delay below 20 ms. The delay includes the origin's and the client's own time.",
          ...(count < wanted
            ? [`No more than ${whole(count)}: a process may open ${openFilesAtMost()} files here.`]
            : []),
        ],
      };
    } finally {
      streams.close();
    }
  } finally {
    await gateway.stop();
  }
}

function openFilesAtMost(): number {
  const limit = spawnSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).stdout.trim();
  return limit === 'unlimited' ? Number.POSITIVE_INFINITY : Number(limit);
}
