import { type DestinationStream, pino } from 'pino';

/** Lines are handed on when there are so many characters of them: one by one they cost more than it takes to make them. */
const PIECE = 16 * 1024;
/** How long a line waits for others, in milliseconds. */
const WAIT_MS = 200;

/** Standard output, written off the event loop. What still waits when the process ends by itself is written then. */
export function logToStandardOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: false });
  let lines = '';
  let timer: NodeJS.Timeout | undefined;

  function handOn(): void {
    clearTimeout(timer);
    timer = undefined;
    const piece = lines;
    lines = '';
    output.write(piece);
  }

  process.once('exit', () => {
    handOn();
    output.flushSync();
  });
  return {
    write(line) {
      lines += line;
      if (lines.length >= PIECE) handOn();
      else timer ??= setTimeout(handOn, WAIT_MS).unref();
    },
  };
}
