/** sysexits.h: the configuration is wrong. */
export const EX_CONFIG = 78;

/** sysexits.h: something that is needed is not to be had. */
const EX_UNAVAILABLE = 69;

/** Ends the process with one line on standard error, since a port cannot be listened on. */
export function exitWithoutPort(host: string, port: number, error: unknown): never {
  const reason = error instanceof Error ? error.message : 'unknown reason';
  process.stderr.write(`keyward flow-gateway: cannot listen on ${host}:${port}: ${reason}\n`);
  process.exit(EX_UNAVAILABLE);
}
