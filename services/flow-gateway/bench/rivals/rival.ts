import { fileURLToPath } from 'node:url';

import { type StartedProcess, startProgram } from '../../test/fixtures/started-process.ts';
import { isInstalled } from '../installed.ts';
import type { Target } from '../load/load.ts';

/** Where a rival does its work. */
export interface RivalSetting {
  readonly originUrl: string;
  /** Answers 200 or 401, for those that ask somebody whether a request may pass. */
  readonly keyCheckUrl: string;
  /** The one key that is good. */
  readonly token: string;
  /** For configuration, caches and logs; made already. */
  readonly folder: string;
  /** Puts a command on the cores that are measured. */
  readonly pin: (command: readonly string[]) => readonly string[];
}

/** Something that does what the gateway does, or less. */
export interface Rival {
  readonly name: string;
  /** What it does of the gateway's work. */
  readonly does: string;
  /** Whether it refuses a wrong key. */
  readonly checksKey: boolean;
  /** The program it needs on this machine. */
  readonly program?: string;
  start(setting: RivalSetting): Promise<StartedProcess>;
  /** How it wants to be called, where that is not as everybody. */
  request?(setting: RivalSetting): Pick<Target, 'path' | 'headers'>;
}

/** Whether what it needs is on this machine. */
export function isAvailable({ program }: Rival): boolean {
  return program === undefined || isInstalled(program);
}

/** Starts one of the bench's own programs as a rival. */
export function startRivalProgram(file: string, { originUrl, token, pin }: RivalSetting): Promise<StartedProcess> {
  const main = fileURLToPath(new URL(`../programs/${file}`, import.meta.url));
  return startProgram(() => pin([process.execPath, main]), { environment: { UPSTREAM: originUrl, TOKEN: token } });
}
