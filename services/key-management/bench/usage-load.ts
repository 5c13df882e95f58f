import { setTimeout as sleep } from 'node:timers/promises';
import { LeaseGrant, PollAnswer, USAGE_LIMITS, type UsageBatch } from '@keyward/auth';
import { aUsageBatch } from '@keyward/auth/testing';
import { Value } from 'typebox/value';

/** So many gateways flush once, each the counts of its keys. */
export interface UsageLoad {
  readonly address: string;
  readonly serviceKey: string;
  /** The ids of the keys that each gateway has counted. */
  readonly gateways: readonly (readonly string[])[];
  /** How many gateways flush at the same time. */
  readonly concurrency: number;
}

export interface UsageLoadReport {
  readonly seconds: number;
  readonly bytes: number;
  readonly rows: number;
  /** More than the flushes where some had to be repeated. */
  readonly polls: number;
}

/** A process of its own that is told by messages what to send, and answers what it sent. */
process.on('message', (message) => {
  run(JSON.parse(String(message))).then(
    (report) => process.send?.(JSON.stringify(report)),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});

const OUTCOMES = ['ok', 'ok', 'ok', 'limited', 'denied:insufficient-scope'];

async function run({ address, serviceKey, gateways, concurrency }: UsageLoad): Promise<UsageLoadReport> {
  const headers = { authorization: `Bearer ${serviceKey}`, 'content-type': 'application/json' };
  const call = async (path: string, body: string): Promise<unknown> => {
    const answer = await fetch(`${address}/internal/v1/leases${path}`, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`the answer was ${answer.status}`);
    return await answer.json();
  };
  let bytes = 0;
  let rows = 0;
  let polls = 0;
  let ms = 0;

  async function flush(keyIds: readonly string[]): Promise<void> {
    const lease = Value.Parse(LeaseGrant, await call('', '{"staleMs":0}'));
    const usage = batchesOf(keyIds);
    rows += keyIds.length;
    const sent = performance.now();
    // As gateways do: what was not taken is sent again, but not at once.
    let open = usage;
    for (;;) {
      const body = JSON.stringify({ revision: lease.revision, usage: open });
      bytes += Buffer.byteLength(body);
      const { usageTaken = [] } = Value.Parse(PollAnswer, await call(`/${lease.leaseId}/poll`, body));
      polls++;
      open = open.filter(({ batchId }) => !usageTaken.includes(batchId));
      if (open.length === 0) break;
      await sleep(2_000 + Math.random() * 2_000);
    }
    ms += performance.now() - sent;
  }

  const waiting = [...gateways];
  const worker = async (): Promise<void> => {
    for (let keyIds = waiting.pop(); keyIds !== undefined; keyIds = waiting.pop()) await flush(keyIds);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return { seconds: ms / 1000 / concurrency, bytes, rows, polls };
}

function batchesOf(keyIds: readonly string[]): UsageBatch[] {
  const batches: UsageBatch[] = [];
  for (let from = 0; from < keyIds.length; from += USAGE_LIMITS.rowsInBatch) {
    const part = keyIds.slice(from, from + USAGE_LIMITS.rowsInBatch);
    const at = Date.now();
    batches.push(
      aUsageBatch({
        counts: part.map((keyId, index) => ({
          keyId,
          flowId: '5f0e3a52-9d1c-4a0b-8f43-2b1d9c1c7a11',
          outcome: OUTCOMES[index % OUTCOMES.length] ?? 'ok',
          requests: 1 + (index % 50),
          latencyMsSum: 40 * (1 + (index % 50)),
          latencyMsMax: 90,
          bytesIn: 400,
          bytesOut: 16_000,
        })),
        keyUses: part.map((keyId, index) => ({ keyId, at: at - index, ip: `203.0.${index % 100}.7` })),
      }),
    );
  }
  return batches;
}
