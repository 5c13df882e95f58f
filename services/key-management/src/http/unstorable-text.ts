import type { FieldError } from '@keyward/auth';

/** Far more than any body needs, and far less than what exhausts the stack. */
const MAX_DEPTH = 32;

/**
 * Every string in a request, at any depth and as a member name too, that Postgres can't keep as it is: one with NUL or
 * with half a surrogate pair. Beyond 32 levels it is the depth itself that is refused.
 */
export function unstorableText(value: unknown, pointer = '', depth = 0): FieldError[] {
  if (typeof value === 'string') return check(value, pointer, 'text');
  if (typeof value !== 'object' || value === null) return [];
  if (depth > MAX_DEPTH) return [{ pointer, detail: `must not be nested deeper than ${MAX_DEPTH} levels` }];
  return Object.entries(value).flatMap(([name, member]) => {
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return [...check(name, at, 'name'), ...unstorableText(member, at, depth + 1)];
  });
}

function check(text: string, pointer: string, what: 'text' | 'name'): FieldError[] {
  if (text.includes('\0')) return [{ pointer: pointer.toWellFormed(), detail: `its ${what} must not hold NUL` }];
  if (!text.isWellFormed()) {
    return [{ pointer: pointer.toWellFormed(), detail: `its ${what} must not hold half a surrogate pair` }];
  }
  return [];
}
