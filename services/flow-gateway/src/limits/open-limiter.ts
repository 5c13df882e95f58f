import type { Insurance } from './insurance.ts';
import type { Limiter } from './limiter.ts';

/** A limiter with what it rests on. */
export interface OpenLimiter {
  readonly limiter: Limiter;
  /** Of the shared store; undefined where nothing is shared. */
  readonly insurance: Insurance | undefined;
  close(): void;
}
