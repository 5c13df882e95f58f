/**
 * What the first page shows, asked for while the rest of the script is still loading: this file is a script of its own
 * (see `vite.config.ts`), so it imports nothing.
 */

const headers = { accept: 'application/json' };
/** Where this browser keeps which workspaces were looked at. */
export const REMEMBERED_WORKSPACES = 'keyward.workspaces';
/** An answer that nobody has asked for until then is too old. */
const KEPT_MS = 10_000;

const answers = new Map<string, Promise<Response>>();

/** Asks who is signed in. */
export const askSession = () => fetch('/session', { headers, cache: 'no-store' });

/** The answer to that, as the page began. */
export const sessionAnswer = askSession();

// Who was here before is probably signed in; nobody else asks for what is refused.
if (wasHere()) for (const path of readsOf(window.location)) ask(window.location.origin + path);
const forget = () => answers.clear();
setTimeout(forget, KEPT_MS);
// What was refused to somebody who is not signed in must not be told to who signs in. (That it failed, its reader tells.)
sessionAnswer.then(({ ok }) => ok || forget(), forget);

/** `fetch`, which takes the answer to what was asked early, once. */
export function earlyFetch(url: string, request: RequestInit): Promise<Response> {
  const answer = request.method === 'GET' ? answers.get(url) : undefined;
  answers.delete(url);
  return answer ?? fetch(url, request);
}

function ask(url: string): void {
  const answer = fetch(url, { headers, redirect: 'manual' });
  // Where nobody takes it, nobody is to hear that it failed.
  answer.catch(() => undefined);
  answers.set(url, answer);
}

/** Whether a workspace was looked at in this browser. */
function wasHere(): boolean {
  try {
    return localStorage.getItem(REMEMBERED_WORKSPACES) !== null;
  } catch {
    return false;
  }
}

/** What the page at an address reads, just as the typed client asks for it. */
function readsOf({ pathname, search }: Location): string[] {
  const place = placeOf(pathname);
  if (place === undefined) return ['/v1/organizations?limit=200'];
  const workspace = `/v1/workspaces/${place.workspaceId}`;
  const keys = place.page === 'api-keys' && search === '' ? [`${workspace}/api-keys?limit=50`] : [];
  return [workspace, ...keys, '/v1/organizations?limit=200'];
}

/** The workspace that a path names, and which page of it. */
export function placeOf(pathname: string): { readonly workspaceId: string; readonly page: string } | undefined {
  const [, workspaceId, page = ''] = /^\/workspaces\/([\w-]+)(?:\/(.*))?$/.exec(pathname) ?? [];
  return workspaceId === undefined ? undefined : { workspaceId, page };
}
