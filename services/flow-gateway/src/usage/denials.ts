import type { UsageDenial } from '@keyward/auth';

/** The latest refusals, in bounded memory. */
export interface Denials {
  add(denial: UsageDenial): void;
  /** All of them; it is empty then. */
  take(): UsageDenial[];
  /** How many were dropped. */
  readonly dropped: number;
}

const MAX_DENIALS = 1_000;
/** So many of a kind show it; more would push those of other keys out. */
const MAX_OF_A_KIND = 20;

/** Keeps the first ones of each key and problem, and of all together the latest. */
export function createDenials(): Denials {
  let denials: UsageDenial[] = [];
  const kinds = new Map<string, number>();
  let dropped = 0;
  return {
    get dropped() {
      return dropped;
    },
    add(denial) {
      const kind = `${denial.keyId} ${denial.problem}`;
      const known = kinds.get(kind) ?? 0;
      if (known >= MAX_OF_A_KIND) {
        dropped++;
        return;
      }
      if (kinds.size < MAX_DENIALS || known > 0) kinds.set(kind, known + 1);
      denials.push(denial);
      if (denials.length <= MAX_DENIALS) return;
      denials.shift();
      dropped++;
    },
    take() {
      const taken = denials;
      denials = [];
      kinds.clear();
      return taken;
    },
  };
}
