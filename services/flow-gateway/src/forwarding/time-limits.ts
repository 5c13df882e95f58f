/** Bounds of one forwarded request, in milliseconds. */
export interface TimeLimits {
  /** To open a connection to the upstream, name look-up and TLS included. */
  connectMs: number;
  /** From the end of the request to the upstream's first byte. Flows with slow models take minutes. */
  firstByteMs: number;
  /** Between two pieces of the upstream's response. */
  idleStreamMs: number;
  /** How long a client may leave a response unread before the stream is cut. */
  unreadMs: number;
  /** How long a client may take to send its body up to the name of the model. */
  modelMs: number;
  /** How often the pace of a body that is being sent is looked at. */
  bodyWindowMs: number;
}

export const TIME_LIMITS: TimeLimits = {
  connectMs: 5_000,
  firstByteMs: 300_000,
  idleStreamMs: 300_000,
  unreadMs: 120_000,
  modelMs: 30_000,
  bodyWindowMs: 5_000,
};
