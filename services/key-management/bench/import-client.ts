import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { makePair } from '../test/fixtures/flowise-pairs.ts';

/** Makes a file of Flowise's with so many keys, the same each time, and imports it. */
export interface ImportOrder {
  readonly address: string;
  readonly managementKey: string;
  readonly workspaceId: string;
  readonly keys: number;
  readonly pairs: boolean;
  readonly mode: string;
}

export interface ImportTime {
  readonly ms: number;
  readonly bytes: number;
}

/** A process of its own, so that neither making nor sending the file is measured with the service. */
process.on('message', (message) => {
  if (typeof message !== 'string') throw new TypeError('orders come in JSON');
  run(JSON.parse(message)).then(
    (time) => process.send?.(JSON.stringify(time)),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});

async function run({ keys, pairs, mode, ...order }: ImportOrder): Promise<ImportTime> {
  const rows = Array.from({ length: keys }, (_, index) => {
    const apiKey = createHash('sha256')
      .update(`${String(pairs)} ${index}`)
      .digest('base64url');
    const apiSecret = pairs ? { apiSecret: makePair(apiKey) } : {};
    return {
      keyName: `Key ${index} ${apiKey.slice(0, 6)}`,
      apiKey,
      ...apiSecret,
      createdAt: '10-Mar-24',
      id: `flowise-${index}`,
    };
  });
  const file = Buffer.from(JSON.stringify(rows));
  const started = performance.now();
  await send(`${order.address}/v1/workspaces/${order.workspaceId}/api-keys/import?mode=${mode}`, order, file);
  return { ms: performance.now() - started, bytes: file.length };
}

function send(url: string, { managementKey }: Pick<ImportOrder, 'managementKey'>, file: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${managementKey}`,
          'content-type': 'application/json',
          'content-length': file.length,
        },
      },
      (answer) => {
        answer.resume();
        answer.on('error', reject);
        answer.on('end', () =>
          answer.statusCode === 200 ? resolve() : reject(new Error(`the answer was ${String(answer.statusCode)}`)),
        );
      },
    );
    call.on('error', reject);
    call.end(file);
  });
}
