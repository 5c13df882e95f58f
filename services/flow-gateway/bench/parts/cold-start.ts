import { join } from 'node:path';

import { startKeyManagement } from '../../test/fixtures/real-key-management.ts';
import type { Bench } from '../bench.ts';
import { startMeasuredGateway } from '../gateway.ts';
import { PLENTY } from '../key-management-stand-in.ts';
import { measure, type Target } from '../load/load.ts';
import { median, type Section, whole } from '../report.ts';
import { CONNECTIONS } from '../workload.ts';

const KEYS = 10_000;
/** How finely the way to full speed is looked at. */
const STEP_MS = 250;
const FULL = 0.9;
const MOST_SECONDS = 90;

/** A gateway that knows nothing yet, while 10,000 keys are in use: when it is as fast as it gets. */
export async function measureColdStart(bench: Bench, keys = KEYS): Promise<Section> {
  const { setting, seconds, say } = bench;
  const logFile = join(await bench.folder('cold'), 'keyward.log');
  const keyManagement = await startKeyManagement();
  try {
    const flowId = await keyManagement.register(setting.originUrl);
    const tokens = await keyManagement.importKeys(keys, PLENTY);
    say(`${whole(keys)} keys are made`);
    const gateway = await startMeasuredGateway({
      keyManagementUrl: keyManagement.url,
      serviceKey: keyManagement.serviceKey,
      logFile,
      pin: setting.pin,
    });
    try {
      const target = { process: gateway, path: `/api/v1/prediction/${flowId}`, tokens: shuffled(tokens) };
      const { rates, allKnownMs } = await startUp(target, keys, seconds);
      const full = median(rates.slice(Math.ceil(allKnownMs / STEP_MS)));
      const reached = rates.findIndex((rate) => rate >= FULL * full);
      return {
        title: `A cold start with ${whole(keys)} keys in use`,
        columns: ['', ''],
        rows: [
          ['until every key was asked for once', `${(allKnownMs / 1000).toFixed(1)} s`],
          [
            `until ${FULL} of full speed (${whole(full)} requests/s)`,
            `${(((reached + 1) * STEP_MS) / 1000).toFixed(2)} s`,
          ],
        ],
        notes: ['With the real key-management and its Postgres, which share the core of the load and the origin.'],
      };
    } finally {
      await gateway.stop();
    }
  } finally {
    await keyManagement.stop();
  }
}

/** The requests a second in each step of time, until some time after every key was asked for once. */
async function startUp(target: Target, keys: number, seconds: number) {
  const counts: (number | undefined)[] = [];
  const over = new AbortController();
  let answers = 0;
  let allKnownMs = Number.NaN;
  const start = performance.now();
  function onAnswer(): void {
    const elapsed = performance.now() - start;
    const step = Math.floor(elapsed / STEP_MS);
    counts[step] = (counts[step] ?? 0) + 1;
    if (++answers === keys) allKnownMs = elapsed;
    if (elapsed > allKnownMs + 3_000 * seconds) over.abort();
  }
  await measure(target, CONNECTIONS, { seconds: MOST_SECONDS, signal: over.signal, onAnswer });
  // The last step is not whole.
  const rates = Array.from(counts, (count = 0) => (count * 1000) / STEP_MS).slice(0, -1);
  return { rates, allKnownMs };
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
