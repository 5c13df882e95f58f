import { ANY_TENANT, type CacheHits, FlowRouteAnswer } from '@keyward/auth';

import { createQuestions, type Scope } from './questions.ts';
import {
  createRouteDirectory,
  type DirectoryOptions,
  type RouteAnswer,
  subjectsOfTenant,
  subjectsOfUpstream,
} from './route-directory.ts';

/** A registered flow and the server that runs it, or that there is none. */
export type FlowAnswer = RouteAnswer<FlowRouteAnswer>;

export interface FlowDirectory {
  /** At once where the answer is remembered. Rejects with ProblemError `verifierUnavailable` (503). */
  find(flowId: string, scope: Scope): FlowAnswer | Promise<FlowAnswer>;
  readonly hits: CacheHits;
}

const FLOW_ID = /^[A-Za-z0-9_-]{1,100}$/;
const NOWHERE: FlowAnswer = { answer: { found: false, revision: 0 }, subjects: [], holds: () => true };
const QUESTION = '/internal/v1/flow-routes/';

/** Looks flows up at key-management and remembers the answers under a lease. */
export function createFlowDirectory(options: DirectoryOptions): FlowDirectory {
  const fetch = (question: string) => options.connection.get(question, FlowRouteAnswer);
  const directory = createRouteDirectory<FlowRouteAnswer>(options, fetch, subjectsOf);
  const questionOf = createQuestions(QUESTION, FLOW_ID);
  return {
    hits: directory.hits,
    find(flowId, scope) {
      const question = questionOf(flowId, scope);
      return question === undefined ? NOWHERE : directory.ask(question);
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
