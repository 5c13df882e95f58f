import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { makePair } from '../test/fixtures/flowise-pairs.ts';
import type { ImportCase } from './import-cases.ts';

/** Makes a file of Flowise's with so many keys, the same each time, and imports it. */
export interface ImportOrder extends ImportCase {
  readonly address: string;
  readonly managementKey: string;
  readonly workspaceId: string;
}

export interface ImportTime {
  readonly ms: number;
  readonly bytes: number;
  readonly answerBytes: number;
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

async function run({ address, managementKey, workspaceId, ...asked }: ImportOrder): Promise<ImportTime> {
  const { keys, content, mode, dryRun = false, status } = asked;
  const rows = Array.from({ length: keys }, (_, index) => rowOf(content, index));
  const file = Buffer.from(JSON.stringify(rows));
  const url = `${address}/v1/workspaces/${workspaceId}/api-keys/import?mode=${mode}&dryRun=${String(dryRun)}`;
  const started = performance.now();
  const answer = await send(url, managementKey, file);
  if (answer.status !== status) throw new Error(`the answer was ${String(answer.status)}`);
  return { ms: performance.now() - started, bytes: file.length, answerBytes: answer.bytes };
}

function rowOf(content: ImportCase['content'], index: number): object {
  const pairs = content === 'pairs';
  const apiKey = createHash('sha256')
    .update(`${String(pairs)} ${index}`)
    .digest('base64url');
  const keyName = `${content === 'other names' ? 'Other' : 'Key'} ${index} ${apiKey.slice(0, 6)}`;
  const row = { keyName, apiKey, createdAt: '10-Mar-24', id: `flowise-${index}` };
  if (pairs) return { ...row, apiSecret: makePair(apiKey) };
  return content === 'bad rows' ? { ...row, keyName: '' } : row;
}

function send(url: string, managementKey: string, file: Buffer): Promise<{ status: number; bytes: number }> {
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
        let bytes = 0;
        answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
        answer.on('error', reject);
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, bytes }));
      },
    );
    call.on('error', reject);
    call.end(file);
  });
}
