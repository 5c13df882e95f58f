/** What may become of a call once its connection is there. */
export type OriginErrorCode =
  /** The origin closed the connection before its response was complete. */
  | 'ORIGIN_CLOSED'
  /** It answered in something else than well-formed HTTP/1.1. */
  | 'MALFORMED_RESPONSE'
  /** Its response did not begin in time. */
  | 'RESPONSE_TIMEOUT'
  /** It was silent for too long in the middle of its response. */
  | 'IDLE_RESPONSE';

/** The failure of a call. Its message never holds anything that was sent or received. */
export class OriginError extends Error {
  readonly code: OriginErrorCode;

  constructor(code: OriginErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The refusal of bytes that are no well-formed response. */
export function malformed(what: string): OriginError {
  return new OriginError('MALFORMED_RESPONSE', what);
}
