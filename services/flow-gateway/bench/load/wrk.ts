import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cpuSecondsBelow } from '@keyward/key-management/bench/process-cpu.ts';
import { Type } from 'typebox';
import { Value } from 'typebox/value';

import { isInstalled } from '../installed.ts';
import { type Measurement, measure, requestsOf, type Target } from './load.ts';

/** Whether wrk, which costs the load's core less than we do, is on this machine. */
export const hasWrk = isInstalled('wrk');

const SCRIPT = fileURLToPath(new URL('predictions.lua', import.meta.url));
const Summary = Type.Object({
  requests: Type.Integer(),
  bytes: Type.Integer(),
  seconds: Type.Number(),
  errors: Type.Integer(),
  notOk: Type.Integer(),
  p50Ms: Type.Number(),
  p99Ms: Type.Number(),
});

/**
 * As many predictions as `connections` kept connections get through in `seconds`, with wrk where there is one; in random
 * order of the target's tokens there. Throws unless all answers are good.
 */
export async function fullLoad(target: Target, connections: number, seconds: number): Promise<Measurement> {
  if (!hasWrk) return await measure(target, connections, { seconds });
  const options = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout=10s', '-s', SCRIPT];
  const cpuBefore = await cpuSecondsBelow(target.process.pid);
  const running = promisify(execFile)('wrk', [...options, target.process.url]);
  running.child.stdin?.end(requestsOf(target).join('\x1e'));
  const { stdout } = await running;
  const cpu = (await cpuSecondsBelow(target.process.pid)) - cpuBefore;
  const summary = Value.Parse(Summary, JSON.parse(stdout.slice(stdout.lastIndexOf('\n{'))));
  if (summary.errors + summary.notOk > 0) throw new Error(`not all was answered well: ${stdout}`);
  return {
    requestsPerSecond: summary.requests / summary.seconds,
    cpuMicroseconds: (cpu * 1e6) / summary.requests,
    bytesEach: summary.bytes / summary.requests,
    p50Ms: summary.p50Ms,
    p99Ms: summary.p99Ms,
  };
}
