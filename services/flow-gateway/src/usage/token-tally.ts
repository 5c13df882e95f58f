import type { TokenUsage } from './token-usage.ts';

/** Adds up the tokens of all requests. */
export interface TokenTally {
  readonly total: TokenUsage;
  readonly count: (usage: TokenUsage) => void;
}

export function createTokenTally(): TokenTally {
  const total = { input: 0, output: 0 };
  return {
    total,
    count({ input, output }) {
      total.input += input;
      total.output += output;
    },
  };
}
