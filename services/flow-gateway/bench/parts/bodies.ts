import { cpuSecondsBelow } from '@keyward/key-management/bench/process-cpu.ts';

import type { StartedProcess } from '../../test/fixtures/started-process.ts';
import type { Bench } from '../bench.ts';
import { download, upload } from '../load/bulk.ts';
import { median, type Section, whole } from '../report.ts';
import { keyward } from '../rivals/keyward.ts';
import { nginx } from '../rivals/nginx.ts';
import { isAvailable } from '../rivals/rival.ts';
import { FLOW } from '../workload.ts';

const BYTES = 1024 ** 3;
const MIB = 1024 ** 2;
const MOST_ROUNDS = 3;
const SAMPLE_MS = 20;
const WAYS = [
  { direction: 'up', path: `/api/v1/attachments/${FLOW}/chat`, transfer: upload },
  { direction: 'down', path: `/api/v1/get-upload-file?chatflowId=${FLOW}`, transfer: download },
];

interface Transferred {
  readonly mibPerSecond: number;
  readonly mibPerCpuSecond: number;
  readonly peakMib: number;
}

/** A gigabyte up and a gigabyte down: how fast, and in how much memory. */
export async function measureBodies(bench: Bench, bytes = BYTES): Promise<Section> {
  const rounds = Math.min(bench.rounds, MOST_ROUNDS);
  const origin = await bench.start('flow-origin.ts');
  const setting = { ...bench.setting, originUrl: origin.url, folder: await bench.folder('bodies') };
  const running: { name: string; process: StartedProcess; idleMib: number }[] = [];
  try {
    for (const rival of [keyward, nginx].filter(isAvailable)) {
      const process = await rival.start(setting);
      running.push({ name: rival.name, process, idleMib: process.residentMib() });
    }
    const rows: string[][] = [];
    for (const { direction, path, transfer } of WAYS) {
      const measured = new Map<string, Transferred[]>(running.map(({ name }) => [name, []]));
      // The first round is for the compilers.
      for (let round = 0; round <= rounds; round++) {
        for (const { name, process } of running) {
          const url = process.url + path;
          const work = () => watch(process, bytes, () => transfer({ url, token: setting.token, bytes }));
          const result = await (round === 0 ? work() : bench.patience.measure(work));
          if (round > 0) measured.get(name)?.push(result);
          bench.say(
            `${name.padEnd(20)} ${direction} ${whole(result.mibPerSecond)} MiB/s, ${whole(result.peakMib)} MiB`,
          );
        }
      }
      const ratesOf = (name: string) => (measured.get(name) ?? []).map(({ mibPerSecond }) => mibPerSecond);
      const rivals = ratesOf(nginx.name);
      for (const { name, idleMib } of running) {
        const results = measured.get(name) ?? [];
        rows.push([
          `${name}, ${direction}`,
          whole(median(ratesOf(name))),
          rivals.length === 0 ? '' : median(ratesOf(name).map((rate, round) => rate / (rivals[round] ?? 0))).toFixed(2),
          whole(median(results.map(({ mibPerCpuSecond }) => mibPerCpuSecond))),
          whole(idleMib),
          whole(Math.max(...results.map(({ peakMib }) => peakMib))),
        ]);
      }
    }
    return {
      title: `A body of ${whole(bytes / MIB)} MiB`,
      columns: ['', 'MiB/s', 'of nginx', 'MiB per CPU second', 'MiB of memory before', 'at most'],
      rows,
      notes: ['We want 0.4 of nginx or more, in constant memory.'],
    };
  } finally {
    for (const { process } of running.reverse()) await process.stop();
  }
}

async function watch(process: StartedProcess, bytes: number, transfer: () => Promise<number>): Promise<Transferred> {
  let peakMib = process.residentMib();
  const sampling = setInterval(() => {
    peakMib = Math.max(peakMib, process.residentMib());
  }, SAMPLE_MS);
  try {
    const cpuBefore = await cpuSecondsBelow(process.pid);
    const seconds = await transfer();
    const cpu = (await cpuSecondsBelow(process.pid)) - cpuBefore;
    return { mibPerSecond: bytes / MIB / seconds, mibPerCpuSecond: bytes / MIB / cpu, peakMib };
  } finally {
    clearInterval(sampling);
  }
}
