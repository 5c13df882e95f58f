import { mintToken } from '@keyward/auth';

import type { Bench } from '../bench.ts';
import { measure } from '../load/load.ts';
import { warmUp } from '../load/warm-up.ts';
import { fullLoad } from '../load/wrk.ts';
import { median, type Section, told, whole, withSpread } from '../report.ts';
import { startKeyward } from '../rivals/keyward.ts';
import { CONNECTIONS, PATH } from '../workload.ts';

const KEYS = 100_000;

/** Remembered keys in random order, beside one key. */
export async function measureDistinctKeys(bench: Bench, keys = KEYS): Promise<Section> {
  const { setting, rounds, seconds, patience, say } = bench;
  const gateway = await startKeyward({ ...setting, folder: await bench.folder('keys') });
  try {
    const before = gateway.residentMib();
    const tokens = Array.from({ length: keys }, () => mintToken('api').token);
    const many = { process: gateway, path: PATH, tokens };
    const one = { ...many, tokens: [setting.token] };
    const first = await measure(many, CONNECTIONS, { amount: keys });
    say(`every key once       ${told(first)}`);
    const [manyRates, oneRates]: [number[], number[]] = [[], []];
    for (const target of [many, one]) await warmUp(target, bench);
    for (let round = 0; round < rounds; round++) {
      for (const { name, target, rates } of [
        { name: 'all', target: many, rates: manyRates },
        { name: 'one', target: one, rates: oneRates },
      ]) {
        const measured = await patience.measure(() => fullLoad(target, CONNECTIONS, seconds));
        rates.push(measured.requestsPerSecond);
        say(`${name.padEnd(20)} ${told(measured)}`);
      }
    }
    const ratio = median(manyRates.map((rate, round) => rate / (oneRates[round] ?? 0)));
    return {
      title: `${whole(keys)} keys in random order`,
      columns: ['', 'requests/s', 'of one key'],
      rows: [
        ['one key', withSpread(oneRates), '1.00'],
        [`${whole(keys)} keys`, withSpread(manyRates), ratio.toFixed(2)],
      ],
      notes: [
        'We want 0.85 or more.',
        `Resident memory: ${whole(before)} MiB at the start, ${whole(gateway.residentMib())} MiB with them.`,
      ],
    };
  } finally {
    await gateway.stop();
  }
}
