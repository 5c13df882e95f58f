import { askSession } from '../first-page/early-requests.ts';
import { problemOf } from './session-problem.ts';

/** What a principal may do, and where: `workspaceId` null stands for the whole organization. */
export interface Grant {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly workspaceId: string | null;
  readonly permissions: readonly string[];
}

export interface Session {
  readonly principal: {
    readonly kind: string;
    readonly id: string;
    readonly name: string;
    readonly operator: boolean;
    readonly grants: readonly Grant[];
  };
  readonly csrfToken: string;
  readonly method: SignInMethod;
  readonly expiresAt: string;
  /** Where applications reach the gateways, if the installation says so. */
  readonly gatewayUrl?: string | null;
}

/** Stands in snippets where the installation does not say where its gateways are. */
export const PLACEHOLDER_GATEWAY = 'https://gateway.example.com';

export type SignInMethod = 'oidc' | 'management-key';

/** Signed in, or by which methods one may be. */
export type SessionState =
  | { readonly signedIn: true; readonly session: Session }
  | { readonly signedIn: false; readonly methods: readonly SignInMethod[] };

/**
 * Who is signed in; `asked` where that was asked already. Throws a ProblemError where the server can't tell, a TypeError
 * where it doesn't answer.
 */
export async function readSession(asked?: Promise<Response>): Promise<SessionState> {
  const response = await (asked ?? askSession());
  if (response.ok) return { signedIn: true, session: await response.json() };
  const problem = await problemOf(response);
  if (response.status !== 401) throw problem;
  const methods = problem.document.methods;
  return { signedIn: false, methods: Array.isArray(methods) ? methods : ['management-key'] };
}

/** Signs in; the key goes to the server and is kept nowhere here. Throws a ProblemError when it is refused. */
export async function signInWithKey(managementKey: string): Promise<Session> {
  const response = await fetch('/session', {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ managementKey }),
  });
  if (!response.ok) throw await problemOf(response);
  return response.json();
}

/** Ends the session. Answers where the provider's own sign-out is, if it has one. */
export async function signOut(csrfToken: string): Promise<string | null> {
  const response = await fetch('/session', {
    method: 'DELETE',
    headers: { accept: 'application/json', 'X-CSRF-Token': csrfToken },
  });
  if (response.status === 401) return null;
  if (!response.ok) throw await problemOf(response);
  const body: { signOutUrl: string | null } = await response.json();
  return body.signOutUrl;
}
