import { type ChildProcess, type SpawnOptions, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Child {
  readonly pid: number;
  /** Resolves with how it ended ("exit code 1", "signal SIGKILL"), whatever the reason. */
  readonly exited: Promise<string>;
  hasExited(): boolean;
  /** Sends the signals one after the other, each with its time to take effect, and answers once it has ended. */
  stop(steps: readonly StopStep[]): Promise<void>;
}

export interface StopStep {
  readonly signal: NodeJS.Signals;
  readonly patienceMs: number;
}

export interface ChildOptions extends Pick<SpawnOptions, 'cwd' | 'env' | 'uid' | 'gid'> {
  /** Gets what the program writes; appended to, readable by the owner only. */
  readonly logFile: string;
  /** Opens a channel that closes with this process, so that the program can notice its parent's death. */
  readonly channel?: boolean;
}

/**
 * Starts a program in a process group of its own: a Ctrl-C in the terminal is for this process, which ends its
 * children in order. Throws when the program cannot be started.
 */
export async function startChild(command: string, args: readonly string[], options: ChildOptions): Promise<Child> {
  const { logFile, channel = false, ...spawnOptions } = options;
  const log = await open(logFile, 'a', 0o600);
  try {
    const stdio: StdioOptions = ['ignore', log.fd, log.fd, channel ? 'ipc' : 'ignore'];
    const child = spawn(command, args, { ...spawnOptions, detached: true, stdio });
    const exited = new Promise<string>((resolve) => {
      child.once('exit', (code, signal) => resolve(code === null ? `signal ${signal}` : `exit code ${code}`));
    });
    await once(child, 'spawn');
    return supervise(child, exited);
  } finally {
    await log.close();
  }
}

function supervise(child: ChildProcess, exited: Promise<string>): Child {
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;
  // A signal that cannot be delivered is reported as an error; the process is on its way out then.
  child.on('error', () => {});
  return {
    pid: child.pid ?? 0,
    exited,
    hasExited,
    async stop(steps) {
      for (const { signal, patienceMs } of steps) {
        if (hasExited()) return;
        child.kill(signal);
        await Promise.race([exited, sleep(patienceMs, undefined, { ref: false })]);
      }
      await exited;
    },
  };
}
