import { ANY_TENANT, type CacheHits, FlowRouteAnswer } from '@keyward/auth';

import { type KeyScope, scopeQuery } from './key-scope.ts';
import {
  createRouteDirectory,
  type DirectoryOptions,
  type RouteAnswer,
  subjectsOfTenant,
  subjectsOfUpstream,
} from './route-directory.ts';

/** Where a flow is looked for: among the flows a key can mean, or, without a key, everywhere. */
export type FlowScope = KeyScope | 'installation';

/** A registered flow and the server that runs it, or that there is none. */
export type FlowAnswer = RouteAnswer<FlowRouteAnswer>;

export interface FlowDirectory {
  /** At once where the answer is remembered. Rejects with ProblemError `verifierUnavailable` (503). */
  find(flowId: string, scope: FlowScope): FlowAnswer | Promise<FlowAnswer>;
  readonly hits: CacheHits;
}

const FLOW_ID = /^[A-Za-z0-9_-]{1,100}$/;
const NOWHERE: FlowAnswer = { answer: { found: false, revision: 0 }, subjects: [], holds: () => true };
const QUESTION = '/internal/v1/flow-routes/';

/** Looks flows up at key-management and remembers the answers under a lease. */
export function createFlowDirectory(options: DirectoryOptions): FlowDirectory {
  const fetch = (question: string) => options.connection.get(question, FlowRouteAnswer);
  const directory = createRouteDirectory<FlowRouteAnswer>(options, fetch, subjectsOf);
  return {
    hits: directory.hits,
    find(flowId, scope) {
      if (!FLOW_ID.test(flowId)) return NOWHERE;
      return directory.ask(QUESTION + flowId + (scope === 'installation' ? '' : scopeQuery(scope)));
    },
  };
}

function subjectsOf(question: string, answer: FlowRouteAnswer): string[] {
  // A flow that is in two workspaces is found as soon as one of them is deleted.
  if (!answer.found) return [`flow:${flowIdOf(question)}`, ANY_TENANT];
  return [`flow:${answer.flow.id}`, ...subjectsOfUpstream(answer.upstream), ...subjectsOfTenant(answer.flow)];
}

function flowIdOf(question: string): string {
  const end = question.indexOf('?');
  return question.slice(QUESTION.length, end === -1 ? undefined : end);
}
