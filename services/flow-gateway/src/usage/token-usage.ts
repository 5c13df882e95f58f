/** Tokens of a language model, as its provider counts them. */
export interface TokenUsage {
  readonly input: number;
  readonly output: number;
}
