import { readFile } from 'node:fs/promises';
import { runToEnd } from './run-to-end.ts';

/**
 * When a process started, in whatever form the system tells it, or undefined when there is none with this pid.
 * Together with the pid it names one process: pids are used again.
 */
export async function startOf(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') {
    const { status, output } = await runToEnd('ps', ['-o', 'lstart=', '-p', String(pid)], { env: { LC_ALL: 'C' } });
    return status === 0 ? output.trim() : undefined;
  }
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // Field 22 of proc_pid_stat(5). The second, the program's name, may hold blanks and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
