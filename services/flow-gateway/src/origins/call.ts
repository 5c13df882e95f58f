/** A call under way, as its receiver steers it. */
export interface Call {
  /** Ends it, and its connection. The receiver need not be told of that. */
  abort(reason: Error): void;
  /** Stops reading from the origin; a little that is here already may still come. */
  pause(): void;
  resume(): void;
}

/** Header names in lower case and their values, alternating, as many as there are, in their order. */
export type HeaderList = readonly string[];

/** Told of what comes of a call: `onStart`, then `onHead`, `onData` and `onEnd`, or at any time `onError`, which is the last. */
export interface ResponseReceiver {
  /** There is a connection; the request leaves next. */
  onStart(call: Call): void;
  /** Of the final response; informational ones are about the connection. */
  onHead(call: Call, status: number, headers: HeaderList): void;
  /** A piece of the body, without framing. Its memory is the receiver's from now on. */
  onData(call: Call, piece: Buffer): void;
  onEnd(): void;
  onError(error: Error): void;
}
