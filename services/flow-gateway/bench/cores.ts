import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Cores {
  /** Where the load, the origin and all else of the bench run. */
  readonly load: readonly number[];
  /** Where what is measured runs: the first one, and the second for a second worker. */
  readonly gateway: readonly number[];
}

/**
 * Puts this process, and with it whatever it starts, on cores of its own, so that what is measured has one for itself.
 * Undefined where there are no two cores or no `taskset`: then all share all.
 */
export function shareCores(): Cores | undefined {
  const [first, second, third, ...others] = allowedCores();
  if (first === undefined || second === undefined) return undefined;
  const cores =
    third === undefined || others.length === 0
      ? { load: [first], gateway: [second] }
      : { load: [first, ...others], gateway: [second, third] };
  const { status } = spawnSync('taskset', ['-acp', cores.load.join(), String(process.pid)]);
  return status === 0 ? cores : undefined;
}

/** A command that runs on these cores. */
export function pinned(command: readonly string[], cores: readonly number[] | undefined): readonly string[] {
  return cores === undefined ? command : ['taskset', '-c', cores.join(), ...command];
}

function allowedCores(): number[] {
  let status = '';
  try {
    status = readFileSync('/proc/self/status', 'utf8');
  } catch {
    return [];
  }
  const ranges = /Cpus_allowed_list:\s+(\S+)/.exec(status)?.[1]?.split(',') ?? [];
  return ranges.flatMap((range) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}
