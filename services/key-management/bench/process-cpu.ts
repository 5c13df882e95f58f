import { readdir, readFile } from 'node:fs/promises';

/** Linux counts in hundredths of a second for whoever reads /proc. */
const TICKS = 100;

/**
 * The CPU time in seconds that a process and all below it have had, those that have ended included; NaN where there is no
 * /proc.
 */
export async function cpuSecondsBelow(pid: number): Promise<number> {
  const processes = new Map<number, { parent: number; ticks: number }>();
  for (const entry of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    // The name stands in brackets and may hold anything; what follows it is numbers.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // utime, stime, and the same of children that were waited for.
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    processes.set(Number(entry), { parent: Number(fields[1]), ticks });
  }
  const own = processes.get(pid);
  if (own === undefined) return Number.NaN;
  let ticks = own.ticks;
  for (const { parent, ticks: child } of processes.values()) if (parent === pid) ticks += child;
  return ticks / TICKS;
}
