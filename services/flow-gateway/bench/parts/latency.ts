import type { StartedProcess } from '../../test/fixtures/started-process.ts';
import type { Bench } from '../bench.ts';
import type { Target } from '../load/load.ts';
import { latencyOf } from '../load/paced-load.ts';
import { warmUp } from '../load/warm-up.ts';
import { median, type Section, whole } from '../report.ts';
import { bareUndici } from '../rivals/bare-undici.ts';
import { keyward } from '../rivals/keyward.ts';
import { nginx } from '../rivals/nginx.ts';
import { isAvailable } from '../rivals/rival.ts';
import { tcpRelay } from '../rivals/tcp-relay.ts';
import { CONNECTIONS, PATH } from '../workload.ts';

/** What the way through adds to a direct call at half of the highest load. */
export async function measureLatency(bench: Bench): Promise<Section> {
  const { setting, rounds, seconds, patience, say } = bench;
  const running: StartedProcess[] = [];
  try {
    const targetOf = (process: Target['process']): Target => ({ process, path: PATH, tokens: [setting.token] });
    const ways = [{ name: 'direct', target: targetOf({ url: setting.originUrl, pid: 0 }) }];
    for (const rival of [keyward, nginx, tcpRelay, bareUndici].filter(isAvailable)) {
      const process = await rival.start(setting);
      running.push(process);
      ways.push({ name: rival.name, target: targetOf(process) });
    }
    let perSecond = 0;
    for (const { name, target } of ways) {
      const { requestsPerSecond } = await warmUp(target, bench);
      if (name === keyward.name) perSecond = requestsPerSecond / 2;
    }
    const measured = ways.map(({ name, target }) => ({ name, target, p50: [] as number[], p99: [] as number[] }));
    for (let round = 0; round < rounds; round++) {
      for (const { name, target, p50, p99 } of measured) {
        const { p50Ms, p99Ms } = await patience.measure(() => latencyOf(target, perSecond, seconds, CONNECTIONS));
        p50.push(p50Ms);
        p99.push(p99Ms);
        say(`${name.padEnd(20)} p50 ${p50Ms.toFixed(3)} ms, p99 ${p99Ms.toFixed(3)} ms`);
      }
    }
    const [direct] = measured;
    const added = (of: number[], than: number[] = []) => (median(of) - median(than)).toFixed(2);
    return {
      title: `Latency at ${whole(perSecond)} requests a second, half of the highest load`,
      columns: ['', 'p50 ms', 'p99 ms', 'p50 added ms', 'p99 added ms'],
      rows: measured.map(({ name, p50, p99 }) => [
        name,
        median(p50).toFixed(2),
        median(p99).toFixed(2),
        ...(name === 'direct' ? ['', ''] : [added(p50, direct?.p50), added(p99, direct?.p99)]),
      ]),
      notes: [
        'Requests come at random moments; the half second in which connections are opened does not count. We want less than 0.3 ms added at the middle, and less than 2 ms at p99.',
      ],
    };
  } finally {
    for (const process of running.reverse()) await process.stop();
  }
}
