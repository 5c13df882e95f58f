import type { KeyLimits } from '@keyward/auth';

/** A limit that counts in windows. */
export interface WindowLimit {
  readonly name: Exclude<keyof KeyLimits, 'concurrentRequests'>;
  readonly unit: 'requests' | 'tokens';
  readonly windowS: number;
  /** How the headers call it. */
  readonly policy: string;
  /** The end of the sentence "The key may make 600 …". */
  readonly phrase: string;
}

const MINUTE_S = 60;
const DAY_S = 24 * 60 * 60;

/** Every limit that counts in windows. */
export const WINDOW_LIMITS: readonly WindowLimit[] = [
  {
    name: 'requestsPerMinute',
    unit: 'requests',
    windowS: MINUTE_S,
    policy: 'requests-per-minute',
    phrase: 'requests a minute',
  },
  { name: 'requestsPerDay', unit: 'requests', windowS: DAY_S, policy: 'requests-per-day', phrase: 'requests a day' },
  {
    name: 'tokensPerMinute',
    unit: 'tokens',
    windowS: MINUTE_S,
    policy: 'tokens-per-minute',
    phrase: 'tokens a minute',
  },
  { name: 'tokensPerDay', unit: 'tokens', windowS: DAY_S, policy: 'tokens-per-day', phrase: 'tokens a day' },
];
