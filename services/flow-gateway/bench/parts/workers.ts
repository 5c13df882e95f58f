import type { StartedProcess } from '../../test/fixtures/started-process.ts';
import type { Bench } from '../bench.ts';
import { pinned } from '../cores.ts';
import { warmUp } from '../load/warm-up.ts';
import { fullLoad } from '../load/wrk.ts';
import { median, type Section, told, withSpread } from '../report.ts';
import { startKeyward } from '../rivals/keyward.ts';
import { CONNECTIONS, PATH } from '../workload.ts';

const TITLE = 'Two workers beside one';

/** How much a second worker gives, where it has a core of its own. */
export async function measureWorkers(bench: Bench): Promise<Section> {
  const { setting, cores, folder, rounds, seconds, say } = bench;
  if (cores === undefined || cores.gateway.length < 2) {
    return {
      title: TITLE,
      columns: [],
      rows: [],
      notes: ['Left out: this needs four cores, two of them for the load.'],
    };
  }
  const running: { name: string; process: StartedProcess; rates: number[] }[] = [];
  try {
    for (const workers of [1, 2]) {
      const name = workers === 1 ? 'one worker' : 'two workers';
      const pin = (command: readonly string[]) => pinned(command, cores.gateway.slice(0, workers));
      const options = { ...setting, folder: await folder(`workers-${workers}`), pin };
      const process = await startKeyward(options, { WORKERS: String(workers) });
      running.push({ name, process, rates: [] });
    }
    const targetOf = (process: StartedProcess) => ({ process, path: PATH, tokens: [setting.token] });
    for (const { process } of running) await warmUp(targetOf(process), bench);
    for (let round = 0; round < rounds; round++) {
      for (const { name, process, rates } of running) {
        const measured = await fullLoad(targetOf(process), CONNECTIONS, seconds);
        rates.push(measured.requestsPerSecond);
        say(`${name.padEnd(20)} ${told(measured)}`);
      }
    }
    const single = running[0]?.rates ?? [];
    return {
      title: TITLE,
      columns: ['', 'requests/s', 'of one worker'],
      rows: running.map(({ name, rates }) => [
        name,
        withSpread(rates),
        median(rates.map((rate, round) => rate / (single[round] ?? 0))).toFixed(2),
      ]),
      notes: ['We want 1.8 times or more.'],
    };
  } finally {
    for (const { process } of running.reverse()) await process.stop();
  }
}
