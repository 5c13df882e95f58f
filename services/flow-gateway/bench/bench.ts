import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mintToken } from '@keyward/auth';

import { type StartedProcess, startProcess } from '../test/fixtures/started-process.ts';
import { type Cores, pinned } from './cores.ts';
import { startOrigin } from './origin.ts';
import { createPatience, type Patience } from './patience.ts';
import type { RivalSetting } from './rivals/rival.ts';

export interface Effort {
  readonly rounds: number;
  /** Of a measurement, in each round. */
  readonly seconds: number;
}

/** What all parts of the bench share. */
export interface Bench extends Effort {
  /** With the origin of small answers. */
  readonly setting: RivalSetting;
  readonly cores: Cores | undefined;
  /** Makes an empty folder, which is gone at the end. */
  readonly folder: (name: string) => Promise<string>;
  /** Starts one of the bench's own programs on the load's cores. */
  readonly start: (program: string, environment?: Record<string, string>) => Promise<StartedProcess>;
  /** For whatever is measured more than once. */
  readonly patience: Patience;
  /** Says how far it is. */
  readonly say: (line: string) => void;
  readonly close: () => Promise<void>;
}

/** Starts what all parts need. Nothing is left of it after `close`, nor after this process has ended otherwise. */
export async function startBench(
  effort: Effort,
  cores: Cores | undefined,
  say: (line: string) => void,
  patience = createPatience(say),
): Promise<Bench> {
  const root = await mkdtemp(join(tmpdir(), 'keyward-bench-'));
  const clean = () => rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', clean);
  const started: StartedProcess[] = [];

  async function folder(name: string): Promise<string> {
    const path = join(root, name);
    await mkdir(path, { recursive: true });
    return path;
  }

  async function start(program: string, environment: Record<string, string> = {}): Promise<StartedProcess> {
    const file = fileURLToPath(new URL(`programs/${program}`, import.meta.url));
    const running = await startProcess(file, environment);
    started.push(running);
    return running;
  }

  async function close(): Promise<void> {
    for (const running of started.reverse()) await running.stop();
    clean();
    process.off('exit', clean);
  }

  try {
    const token = mintToken('api').token;
    const origin = await startOrigin(await folder('origin'));
    started.push(origin);
    const keyCheck = await start('key-check.ts', { TOKEN: token });
    const setting = {
      originUrl: origin.url,
      keyCheckUrl: keyCheck.url,
      token,
      folder: await folder('rivals'),
      pin: (command: readonly string[]) => pinned(command, cores?.gateway.slice(0, 1)),
    };
    return { ...effort, setting, cores, folder, start, patience, say, close };
  } catch (error) {
    await close();
    throw error;
  }
}
