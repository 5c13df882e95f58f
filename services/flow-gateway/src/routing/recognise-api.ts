import { ProblemError } from '@keyward/auth';

import type { Exchange } from '../edge/exchange.ts';
import { GATEWAY_PROBLEMS } from '../problems.ts';
import { API_ROUTE } from './routes-table.ts';

/** A request for a custom API. */
export interface ApiCall {
  readonly upstreamName: string;
  /** How much of the target is the gateway's own. */
  readonly prefixLength: number;
}

/** Whether a path leads to a custom API. */
export function isApiPath(path: string): boolean {
  return path.startsWith(API_ROUTE.prefix);
}

/** Reads from the path which custom API is called. Throws a ProblemError where it names none. */
export function recogniseApi(exchange: Exchange): ApiCall {
  const { path } = exchange;
  const start = API_ROUTE.prefix.length;
  const slash = path.indexOf('/', start);
  const prefixLength = slash === -1 ? path.length : slash;
  if (prefixLength === start) throw new ProblemError(GATEWAY_PROBLEMS.routeNotFound);
  exchange.route = API_ROUTE.pattern;
  return { upstreamName: path.slice(start, prefixLength), prefixLength };
}
