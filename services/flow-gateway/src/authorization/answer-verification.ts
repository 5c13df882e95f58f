import {
  CLIENT_PERMISSIONS,
  type ClientPermission,
  decideAccess,
  type FieldError,
  PROBLEMS,
  ProblemError,
} from '@keyward/auth';

import { type Authentication, invalidToken } from '../authentication/authenticate.ts';
import type { Exchange } from '../edge/exchange.ts';
import { NO_DESTINATION } from '../usage/destination.ts';
import { accessRefusal } from './refusal.ts';

const PATH = '/auth/verify';

/** Envoy puts the path of the client's request behind the configured one. */
export function isVerificationPath(path: string): boolean {
  return path === PATH || path.startsWith(`${PATH}/`);
}

/**
 * Answers other proxies that ask whether a client's request may pass (nginx auth_request, Caddy forward_auth, Traefik,
 * Envoy ext_authz): 204 with who it is, or a refusal as on every other route.
 */
export function createVerificationAnswer({ presentedToken, authenticate }: Authentication) {
  return async (exchange: Exchange): Promise<void> => {
    exchange.route = PATH;
    // Behind a client's own path the query is the client's own too.
    const permission = exchange.path === PATH ? wantedPermission(exchange.query) : null;
    const token = presentedToken(exchange);
    if (token === undefined) throw new ProblemError(PROBLEMS.missingToken);
    const { key } = await authenticate(exchange, token);
    exchange.keyId = key.id;
    exchange.destination = { ...NO_DESTINATION, workspaceId: key.workspaceId, permission };
    const request = { surface: key.kind, permission, workspace: null, flowId: null, address: exchange.address };
    const decision = decideAccess(key, request, Date.now());
    if (!decision.allowed) throw accessRefusal(decision.reason, permission, invalidToken);

    const { response, id } = exchange;
    response.writeHead(204, {
      'X-Request-Id': id,
      'Cache-Control': 'no-store',
      'X-Keyward-Key-Id': key.id,
      ...(key.workspaceId !== null && { 'X-Keyward-Workspace-Id': key.workspaceId }),
    });
    response.end();
  };
}

/** The value of `?permission=`, null where it is not asked for. Throws a ProblemError (400) for what is none. */
function wantedPermission(query: string): ClientPermission | null {
  const values = new URLSearchParams(query).getAll('permission');
  if (values.length === 0) return null;
  const [value] = values;
  const permission = CLIENT_PERMISSIONS.find((name) => name === value);
  if (values.length === 1 && permission !== undefined) return permission;
  const rule: FieldError = { pointer: '/permission', detail: `must be one of ${CLIENT_PERMISSIONS.join(', ')}` };
  throw new ProblemError(PROBLEMS.validationFailed, { errors: [rule] });
}
