import { CommanderError } from '@commander-js/extra-typings';
import { ConnectionError, ProblemError } from '../index.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';

/** The command was called in a way that can't work; the message says what to do instead. */
export class UsageError extends Error {}

/** Nobody is signed in for this address. */
export class NotSignedIn extends Error {}

/** What was named is not there. */
export class NotFound extends Error {}

/** A file is not what it should be. */
export class InvalidInput extends Error {}

/** A person said no, or not what was asked for. */
export class NotConfirmed extends Error {
  constructor() {
    super('Not confirmed: nothing was changed.');
  }
}

/** How a command ended: the code for scripts, and the lines for people, which hold no secret. */
export interface Ending {
  readonly code: number;
  readonly lines: readonly string[];
}

/** What to tell about a failure. */
export function endingOf(error: unknown): Ending {
  // Commander has written its message, or its help, already.
  if (error instanceof CommanderError) return { code: isHelp(error) ? EXIT.ok : EXIT.usage, lines: [] };
  if (error instanceof UsageError) return { code: EXIT.usage, lines: [error.message] };
  if (error instanceof NotSignedIn) return { code: EXIT.notAllowed, lines: [error.message] };
  if (error instanceof NotFound) return { code: EXIT.notFound, lines: [error.message] };
  if (error instanceof InvalidInput) return { code: EXIT.invalid, lines: [error.message] };
  if (error instanceof NotConfirmed) return { code: EXIT.failure, lines: [error.message] };
  if (error instanceof ProblemError) return { code: exitCodeOf(error.status), lines: problemLines(error) };
  if (error instanceof ConnectionError) return { code: EXIT.unavailable, lines: [error.message] };
  return {
    code: EXIT.failure,
    lines: [error instanceof Error ? error.message : 'something that is no Error was thrown'],
  };
}

function problemLines(problem: ProblemError): string[] {
  const request = problem.instance === undefined ? '' : ` (request ${problem.instance})`;
  const said = problem.detail === undefined || problem.detail === problem.title ? '' : ` ${problem.detail}`;
  const lines = [`${problem.title}.${said}${request}`.replace('..', '.')];
  for (const { pointer, detail } of problem.errors) lines.push(`  ${pointer || '/'}: ${detail}`);
  if (problem.status === 401) lines.push('Sign in with: keyward login');
  return lines;
}

function isHelp({ code }: CommanderError): boolean {
  return code === 'commander.helpDisplayed' || code === 'commander.version';
}
