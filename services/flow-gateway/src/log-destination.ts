import { type DestinationStream, pino } from 'pino';

/** Under load the log is written in pieces of this size, in bytes: to write each line alone costs more than to make it. */
const PIECE = 8 * 1024;
/** How long a line waits for others, in milliseconds. */
const WAIT_MS = 200;

/** Standard output, written off the event loop. What still waits when the process ends by itself is written then. */
export function logToStandardOutput(): DestinationStream {
  return pino.destination({ dest: 1, sync: false, minLength: PIECE, periodicFlush: WAIT_MS });
}
