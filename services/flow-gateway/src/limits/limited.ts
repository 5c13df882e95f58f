import type { KeyLimits } from '@keyward/auth';

/** What limits a request: its key, or the gateway configuration that the key is of. All of them apply. */
export interface Limited {
  readonly scope: 'key' | 'gateway';
  readonly id: string;
  readonly limits: KeyLimits;
}

/** Something with limits, by its id. */
export function limitedBy(scope: Limited['scope'], id: string, limits: KeyLimits): Limited {
  return { scope, id, limits };
}

/** What a shared store keeps its counts under. */
export function subjectOf({ scope, id }: Limited): string {
  return `${scope}:${id}`;
}
