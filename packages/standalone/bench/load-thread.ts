import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { FLOW } from '../test/fixtures/cluster/cluster.ts';
import { predict } from '../test/fixtures/cluster/flow-call.ts';
import type { LoadOrder, LoadReport } from './steady-load.ts';

const { gateways, token, perSecond }: LoadOrder = workerData;
const underWay = new Set<Promise<void>>();
const report = { answered: 0, failed: 0 };

async function call(gateway: string): Promise<void> {
  try {
    const answer = await predict(gateway, token, FLOW, { question: 'hello' });
    answer.resume();
    await once(answer, 'end');
    if (answer.statusCode === 200) report.answered++;
    else report.failed++;
  } catch {
    report.failed++;
  }
}

/** Whether the gateway keeps up or not, the next request starts when its time has come. */
function begin(gateway: string): void {
  const mine = call(gateway).finally(() => underWay.delete(mine));
  underWay.add(mine);
}

const timers = gateways.map((gateway) => setInterval(begin, 1000 / perSecond, gateway));

parentPort?.once('message', async () => {
  for (const timer of timers) clearInterval(timer);
  await Promise.all(underWay);
  const sent: LoadReport = report;
  parentPort?.postMessage(sent);
  parentPort?.close();
});
