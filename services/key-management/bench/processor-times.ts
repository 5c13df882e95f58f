import { closeSync, openSync, readSync } from 'node:fs';

/** Milliseconds since some moment; NaN where there is no /proc. */
export interface ProcessorTimes {
  /** How long the calling thread ran. */
  readonly ranMs: number;
  /** How long it waited for a processor. */
  readonly queuedMs: number;
  /** How long the host of a virtual machine kept its processors from it, all together; in steps of ten. */
  readonly stolenMs: number;
}

/** The first line of /proc/stat is `cpu  user nice system idle iowait irq softirq steal …`, in hundredths of a second. */
const [STEAL, TICK_MS] = [8, 10];

/** Reads the times of the calling thread and of the machine, in a few microseconds. */
export function openProcessorTimes(): { read(): ProcessorTimes; close(): void } {
  const thread = openNumbers('/proc/thread-self/schedstat');
  const machine = openNumbers('/proc/stat');
  return {
    read() {
      const [ran = Number.NaN, queued = Number.NaN] = thread.read();
      const stolen = machine.read()[STEAL] ?? Number.NaN;
      return { ranMs: ran / 1e6, queuedMs: queued / 1e6, stolenMs: stolen * TICK_MS };
    },
    close() {
      thread.close();
      machine.close();
    },
  };
}

/** The numbers of a file's first line, read anew each time; none where there is no such file. */
function openNumbers(path: string): { read(): number[]; close(): void } {
  const buffer = Buffer.alloc(256);
  const file = descriptor(path);
  return {
    read() {
      if (file === undefined) return [];
      const [line = ''] = buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0)).split('\n');
      return line.split(/ +/).map(Number);
    },
    close() {
      if (file !== undefined) closeSync(file);
    },
  };
}

function descriptor(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch {
    return undefined;
  }
}
