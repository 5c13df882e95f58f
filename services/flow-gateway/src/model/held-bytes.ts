/** What all requests together hold of their bodies in memory. */
export interface HeldBytes {
  /** False where it would be too much. */
  take(bytes: number): boolean;
  giveBack(bytes: number): void;
}

export function createHeldBytes(limit: number): HeldBytes {
  let held = 0;
  return {
    take(bytes) {
      if (held + bytes > limit) return false;
      held += bytes;
      return true;
    },
    giveBack(bytes) {
      held -= bytes;
    },
  };
}
