import type { FieldError } from '@keyward/auth';

/** Far more than any body needs, and far less than what exhausts the stack. */
const MAX_DEPTH = 32;

/**
 * Every string in a request, at any depth and as a member name too, that Postgres can't keep as it is: one with NUL or
 * with half a surrogate pair. Beyond 32 levels it is the depth itself that is refused.
 */
export function unstorableText(value: unknown): FieldError[] {
  // Nearly every request is clean, and some have a hundred thousand texts: pointers are made only for those that are not.
  return isStorable(value, 0) ? [] : unstorableBelow(value, '', 0);
}

function isStorable(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return storable(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((item) => isStorable(item, depth + 1));
  return Object.entries(value).every(([name, member]) => storable(name) && isStorable(member, depth + 1));
}

function storable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

function unstorableBelow(value: unknown, pointer: string, depth: number): FieldError[] {
  if (typeof value === 'string') return check(value, pointer, 'text');
  if (typeof value !== 'object' || value === null) return [];
  if (depth > MAX_DEPTH) return [{ pointer, detail: `must not be nested deeper than ${MAX_DEPTH} levels` }];
  return Object.entries(value).flatMap(([name, member]) => {
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return [...check(name, at, 'name'), ...unstorableBelow(member, at, depth + 1)];
  });
}

function check(text: string, pointer: string, what: 'text' | 'name'): FieldError[] {
  if (text.includes('\0')) return [{ pointer: pointer.toWellFormed(), detail: `its ${what} must not hold NUL` }];
  if (!text.isWellFormed()) {
    return [{ pointer: pointer.toWellFormed(), detail: `its ${what} must not hold half a surrogate pair` }];
  }
  return [];
}
