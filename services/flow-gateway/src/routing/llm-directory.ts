import { type CacheHits, LlmRouteAnswer, type RoutedUpstream } from '@keyward/auth';

import {
  createRouteDirectory,
  type DirectoryOptions,
  type RouteAnswer,
  subjectsOfTenant,
  subjectsOfUpstream,
} from './route-directory.ts';

/** A gateway configuration with its models, or that there is none. */
export type LlmAnswer = RouteAnswer<LlmRouteAnswer>;

/** A configuration that was found. */
export type FoundGateway = Extract<LlmRouteAnswer, { found: true }>;

export interface LlmDirectory {
  /** At once where the answer is remembered. Rejects with ProblemError `verifierUnavailable` (503). */
  find(gatewayId: string): LlmAnswer | Promise<LlmAnswer>;
  readonly hits: CacheHits;
}

const QUESTION = '/internal/v1/llm-routes/';

/** Looks gateway configurations up at key-management and remembers the answers under a lease. */
export function createLlmDirectory(options: DirectoryOptions): LlmDirectory {
  const fetch = (gatewayId: string) => options.connection.get(QUESTION + encodeURIComponent(gatewayId), LlmRouteAnswer);
  const directory = createRouteDirectory<LlmRouteAnswer>(options, fetch, subjectsOf);
  return { hits: directory.hits, find: (gatewayId) => directory.ask(gatewayId) };
}

function subjectsOf(gatewayId: string, answer: LlmRouteAnswer): string[] {
  if (!answer.found) return [`gateway:${gatewayId}`];
  const upstreams = answer.upstreams.flatMap((upstream) => subjectsOfUpstream(upstream));
  return [`gateway:${answer.gateway.id}`, ...subjectsOfTenant(answer.gateway), ...upstreams];
}

/** A model of a gateway: its upstream, and the provider's own name for it where that differs. */
export interface ModelRoute {
  readonly upstream: RoutedUpstream;
  readonly upstreamModel: string | null;
}

/** The model of that name, exactly as it is written; undefined where the gateway has none. */
export function modelRoute({ models, upstreams }: FoundGateway, name: string): ModelRoute | undefined {
  const model = models.find((candidate) => candidate.name === name);
  const upstream = upstreams.find(({ id }) => id === model?.upstreamId);
  return model === undefined || upstream === undefined ? undefined : { upstream, upstreamModel: model.upstreamModel };
}
