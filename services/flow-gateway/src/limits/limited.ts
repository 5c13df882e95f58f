import type { KeyLimits } from '@keyward/auth';

/** What limits a request: its key, or the gateway configuration that the key is of. All of them apply. */
export interface Limited {
  readonly scope: 'key' | 'gateway';
  readonly id: string;
  readonly limits: KeyLimits;
}

/** What the counts of a limited thing are kept under. */
export function subjectOf({ scope, id }: Limited): string {
  return `${scope}:${id}`;
}
