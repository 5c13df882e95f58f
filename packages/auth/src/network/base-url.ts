export type BaseUrlCheck = { ok: true; url: URL } | { ok: false; detail: string };

const MAX_LENGTH = 2048;

/**
 * Reads an upstream's base URL: http or https, a host, and a plain path. What could be read in two ways (user
 * information, query, fragment, dot segments, encoded slashes, backslashes) is refused. The detail never repeats it.
 */
export function readBaseUrl(text: string): BaseUrlCheck {
  if (text.length > MAX_LENGTH) return refused(`must not be longer than ${MAX_LENGTH} characters`);
  if (!/^https?:\/\/[^/]/i.test(text)) return refused('must begin with http:// or https:// and a host');
  // Covers control characters too: URL parsing would drop or encode them silently.
  if (/[^\x21-\u{10ffff}]|[\\\x7f]|\s/u.test(text)) {
    return refused('must not hold white space, control characters or backslashes');
  }
  if (/[?#]/.test(text)) return refused('must not have a query or a fragment');
  const pathStart = text.indexOf('/', text.indexOf('//') + 2);
  const authority = pathStart === -1 ? text : text.slice(0, pathStart);
  if (authority.includes('@')) return refused('must not carry a user name or password');
  if (!URL.canParse(text)) return refused('is not a valid URL');
  const problem = pathStart === -1 ? undefined : pathProblem(text.slice(pathStart));
  return problem === undefined ? { ok: true, url: new URL(text) } : refused(problem);
}

function pathProblem(path: string): string | undefined {
  if (/%(?![0-9a-f]{2})/i.test(path)) return 'must not have a broken percent escape';
  if (/%(2e|2f|5c|00)/i.test(path)) return 'must not have encoded dots, slashes, backslashes or NUL in its path';
  const segments = path.slice(1).split('/');
  if (segments.some((segment) => segment === '.' || segment === '..')) return 'must not have "." or ".." in its path';
  if (segments.slice(0, -1).includes('')) return 'must not have an empty segment in its path';
  return undefined;
}

function refused(detail: string): BaseUrlCheck {
  return { ok: false, detail };
}
