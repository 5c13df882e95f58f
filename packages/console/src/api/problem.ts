import { ConnectionError, ProblemError } from '@keyward/client';
import { strings } from '../strings/index.ts';

/** What the member at `pointer`, or something inside it, does wrong; undefined where nothing. */
export function errorAt(error: unknown, pointer: string): string | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  const own = error.errors.filter((field) => field.pointer === pointer || field.pointer.startsWith(`${pointer}/`));
  if (own.length > 0) return own.map(({ detail }) => sentence(detail)).join(' ');
  const nameTaken = error.type === '/problems/key-name-taken' || error.type === '/problems/name-taken';
  return nameTaken && pointer === '/name' ? strings.problems.nameTaken : undefined;
}

/** What to tell a person about a failed call. */
export function messageOf(error: unknown): string {
  if (error instanceof ConnectionError) return strings.problems.noAnswer;
  if (!(error instanceof ProblemError)) return strings.problems.unexpected;
  return error.detail === undefined ? error.title : `${error.title}. ${error.detail}`;
}

/** Whether the server refused with this problem type, such as `precondition-failed`. */
export function isProblem(error: unknown, slug: string): error is ProblemError {
  return error instanceof ProblemError && error.type === `/problems/${slug}`;
}

function sentence(rule: string): string {
  return `${rule.charAt(0).toUpperCase()}${rule.slice(1)}.`;
}
