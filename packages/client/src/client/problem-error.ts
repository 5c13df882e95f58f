/** What is wrong with one member of the request: a JSON pointer into the body, and the rule. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

/** What key-management refused, as its problem document (RFC 9457) says. */
export class ProblemError extends Error {
  /** A stable path such as `/problems/key-name-taken`; `about:blank` where the answer was no problem document. */
  readonly type: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  /** The id of the request, for whoever looks into the service's log. */
  readonly instance: string | undefined;
  /** Every field that is not valid. */
  readonly errors: readonly FieldError[];
  /** The whole document, with the members that its type has of its own. */
  readonly document: Readonly<Record<string, unknown>>;

  constructor(status: number, document: Readonly<Record<string, unknown>>) {
    const title = textOf(document.title) ?? `HTTP status ${status}`;
    super(textOf(document.detail) ?? title);
    this.name = 'ProblemError';
    this.type = textOf(document.type) ?? 'about:blank';
    this.status = typeof document.status === 'number' ? document.status : status;
    this.title = title;
    this.detail = textOf(document.detail);
    this.instance = textOf(document.instance);
    this.errors = Array.isArray(document.errors) ? document.errors.filter(isFieldError) : [];
    this.document = document;
  }
}

/** The error that a refusing answer stands for. `text` is its body, which a proxy may have written. */
export function problemOf({ status, statusText, headers }: Response, text: string): ProblemError {
  const fallback = { title: statusText || `HTTP status ${status}`, instance: headers.get('x-request-id') };
  return new ProblemError(status, parsedObject(text) ?? fallback);
}

function parsedObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isFieldError(value: unknown): value is FieldError {
  if (typeof value !== 'object' || value === null || !('pointer' in value) || !('detail' in value)) return false;
  return typeof value.pointer === 'string' && typeof value.detail === 'string';
}
