import { PROBLEMS, ProblemError } from '@keyward/auth';

import type { RequestHead } from '../edge/client-message.ts';
import type { Exchange } from '../edge/exchange.ts';
import { GATEWAY_PROBLEMS } from '../problems.ts';
import { flowIdInQuery } from './flow-id-in-query.ts';
import { createRouteTree } from './route-tree.ts';
import { type Access, FLOW_ROUTES, type FlowRoute } from './routes-table.ts';

/** A request for a flow: which one, and what it needs. */
export interface FlowCall {
  readonly flowId: string;
  readonly access: Access;
  readonly opensPublicFlows: boolean;
}

const findRoute = createRouteTree(FLOW_ROUTES);

/** Reads from method, path and query which flow is called by which route. Throws a ProblemError where there is none. */
export function recogniseRoute(exchange: Exchange): FlowCall {
  const match = findRoute(exchange.path);
  if (match === undefined) throw new ProblemError(GATEWAY_PROBLEMS.routeNotFound);
  const { route, flowId } = match;
  exchange.route = route.pattern;
  const access = accessOf(route, exchange.request);
  const named = flowIdInQuery(exchange.query);
  if (flowId !== undefined && named !== undefined && named !== flowId) {
    throw new ProblemError(GATEWAY_PROBLEMS.flowIdConflict, { detail: 'The path and the query name two flows.' });
  }
  const called = flowId ?? named;
  if (called === undefined) {
    throw new ProblemError(GATEWAY_PROBLEMS.flowIdMissing, {
      detail: 'This route needs chatflowId or agentflowId in its query.',
    });
  }
  return { flowId: called, access, opensPublicFlows: route.opensPublicFlows === true };
}

function accessOf(route: FlowRoute, { method = '', headers }: RequestHead): Access {
  const access = route.methods[method === 'HEAD' ? 'GET' : method];
  if (access !== undefined) return access;
  // A CORS preflight never carries a key (Fetch standard, section 3.3.2); it asks whether a later request may.
  const asked = headers['access-control-request-method'];
  const isPreflight = method === 'OPTIONS' && headers.origin !== undefined && asked !== undefined;
  if (isPreflight && route.methods[asked] !== undefined) return 'bare';
  throw new ProblemError(PROBLEMS.methodNotAllowed, { headers: { allow: allowedMethods(route) } });
}

function allowedMethods({ methods }: FlowRoute): string {
  const names = Object.keys(methods);
  return (names.includes('GET') ? [...names, 'HEAD'] : names).join(', ');
}
