import type { ProblemType } from './problem-types.ts';

/** One field that breaks a rule: where it stands (JSON pointer, RFC 6901) and what the rule is. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

export interface ProblemOptions {
  /** What happened in this case, for the caller to read: never a secret, never internals. */
  detail?: string;
  errors?: readonly FieldError[];
  /** Additional members of the problem document. */
  members?: Readonly<Record<string, unknown>>;
  headers?: Readonly<Record<string, string>>;
  /** Why, for the log only. */
  cause?: unknown;
}

/** A refusal that is answered as a problem document. All of it is public, except `cause`. */
export class ProblemError extends Error {
  readonly problem: ProblemType;
  readonly detail: string;
  readonly errors: readonly FieldError[] | undefined;
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(problem: ProblemType, options: ProblemOptions = {}) {
    const detail = options.detail ?? `${problem.title}.`;
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ProblemError';
    this.problem = problem;
    this.detail = detail;
    this.errors = options.errors;
    this.members = options.members ?? {};
    this.headers = options.headers ?? {};
  }
}
