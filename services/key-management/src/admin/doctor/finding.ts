/** What a check found: `fail` keeps Keyward from working or from keeping its promise, `warn` may one day. */
export interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warn' | 'fail';
  /** What is so. Never a secret. */
  readonly message: string;
  /** What to do about it. */
  readonly advice?: string;
}

/** All is well. */
export function ok(check: string, message: string): Finding {
  return { check, state: 'ok', message };
}

/** It may hurt one day. */
export function warn(check: string, message: string, advice: string): Finding {
  return { check, state: 'warn', message, advice };
}

/** It hurts now. */
export function fail(check: string, message: string, advice: string): Finding {
  return { check, state: 'fail', message, advice };
}

/** Several things in words: `1 key`, `2 keys`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
