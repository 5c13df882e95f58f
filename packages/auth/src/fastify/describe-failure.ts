/** An error as the log may have it. */
export interface Failure {
  name: string;
  code?: string;
  message: string;
  at: string[];
  cause?: Failure;
}

const MAX_DEPTH = 6;
const MAX_FRAMES = 8;

/**
 * The name, code, message and origin of an error and of its causes. Other properties stay out: database errors carry
 * the values of a row there, HTTP errors headers.
 */
export function describeFailure(error: unknown, depth = 0): Failure {
  if (!(error instanceof Error))
    return { name: typeof error, message: 'something that is no Error was thrown', at: [] };
  const failure: Failure = { name: error.name, message: messageOf(error), at: frames(error) };
  if ('code' in error && typeof error.code === 'string') failure.code = error.code;
  if (error.cause !== undefined && depth < MAX_DEPTH) failure.cause = describeFailure(error.cause, depth + 1);
  return failure;
}

/** Query builders put the statement's parameters into the message; the cause says what went wrong. */
function messageOf(error: Error): string {
  return 'params' in error && 'query' in error ? 'a database query failed' : error.message;
}

/** The stack without its first lines, which repeat the message. */
function frames(error: Error): string[] {
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => line.startsWith('at ')).slice(0, MAX_FRAMES);
}
