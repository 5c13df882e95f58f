import type { Schemas } from '@keyward/client';

/** What a member is called: by the name that was given, else by what the provider calls it. */
export function nameOf({ displayName, subject, group, id }: Schemas['Member']): string {
  return displayName ?? subject ?? group ?? id;
}
