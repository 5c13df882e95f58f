import { ANY_TENANT, ANY_UPSTREAM, ApiRouteAnswer, type CacheHits } from '@keyward/auth';

import type { KeyScope } from './key-scope.ts';
import { createQuestions } from './questions.ts';
import {
  createRouteDirectory,
  type DirectoryOptions,
  type RouteAnswer,
  subjectsOfTenant,
  subjectsOfUpstream,
} from './route-directory.ts';

/** A custom API, or that there is none of that name. */
export type ApiAnswer = RouteAnswer<ApiRouteAnswer>;

export interface ApiDirectory {
  /** At once where the answer is remembered. Rejects with ProblemError `verifierUnavailable` (503). */
  find(upstreamName: string, scope: KeyScope): ApiAnswer | Promise<ApiAnswer>;
  readonly hits: CacheHits;
}

const UPSTREAM_NAME = /^[a-z0-9-]{1,63}$/;
const NOWHERE: ApiAnswer = { answer: { found: false, revision: 0 }, subjects: [], holds: () => true };

/** Looks custom APIs up by their names at key-management and remembers the answers under a lease. */
export function createApiDirectory(options: DirectoryOptions): ApiDirectory {
  const fetch = (question: string) => options.connection.get(question, ApiRouteAnswer);
  const directory = createRouteDirectory<ApiRouteAnswer>(options, fetch, subjectsOf);
  const questionOf = createQuestions('/internal/v1/api-routes/', UPSTREAM_NAME);
  return {
    hits: directory.hits,
    find(upstreamName, scope) {
      const question = questionOf(upstreamName, scope);
      return question === undefined ? NOWHERE : directory.ask(question);
    },
  };
}

function subjectsOf(question: string, answer: ApiRouteAnswer): string[] {
  // Any upstream may take a name that is free; one that two workspaces use is found when one of them is deleted.
  if (!answer.found) return [ANY_UPSTREAM, ANY_TENANT];
  const subjects = [...subjectsOfUpstream(answer.upstream), ...subjectsOfTenant(answer)];
  // Among the workspaces of an organization, a second upstream of that name makes it ambiguous.
  return question.includes('?organizationId=') ? [...subjects, ANY_UPSTREAM] : subjects;
}
