import { setTimeout as delay } from 'node:timers/promises';
import { mintToken } from '@keyward/auth';

import type { Bench } from '../bench.ts';
import { measure } from '../load/load.ts';
import { type Section, told, whole } from '../report.ts';
import { startKeyward } from '../rivals/keyward.ts';
import { CONNECTIONS, PATH } from '../workload.ts';

const KEYS = 100_000;
const LATER_MS = 60_000;

/** What a gateway's process holds of memory when it knows many keys, each of which was used once. */
export async function measureMemory(
  { setting, folder, say }: Bench,
  keys = KEYS,
  laterMs = LATER_MS,
): Promise<Section> {
  const gateway = await startKeyward({ ...setting, folder: await folder('memory') });
  try {
    const resident: [string, string][] = [];
    const look = (when: string) => resident.push([when, `${whole(gateway.residentMib())} MiB`]);
    look('at the start');
    const tokens = Array.from({ length: keys }, () => mintToken('api').token);
    say(told(await measure({ process: gateway, path: PATH, tokens }, CONNECTIONS, { amount: keys })));
    look('right after every key was asked for once');
    await delay(laterMs);
    look(`${laterMs / 1000} s later`);
    return {
      title: `Resident memory with ${whole(keys)} keys`,
      columns: ['', 'resident'],
      rows: resident,
      notes: ["We want less than 200 MiB. A good 50 of them are node's own program, which its processes share."],
    };
  } finally {
    await gateway.stop();
  }
}
