import { ConfigError } from '@keyward/auth/environment';
import { DatabaseUnreachable } from './database/wait-for-database.ts';

/** sysexits.h: the configuration is wrong; a service that is needed is not there. */
const EX_CONFIG = 78;
const EX_UNAVAILABLE = 69;

/** Tells on stderr why a process could not do its work, and returns the code it exits with. */
export function reportFailure(error: unknown): number {
  process.stderr.write(`${error instanceof Error ? error.message : 'something that is no Error was thrown'}\n`);
  if (error instanceof ConfigError) return EX_CONFIG;
  return error instanceof DatabaseUnreachable ? EX_UNAVAILABLE : 1;
}
