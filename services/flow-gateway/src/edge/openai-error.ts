import { PROBLEMS, type ProblemError } from '@keyward/auth';

import { GATEWAY_PROBLEMS } from '../problems.ts';

/** The `error` member of OpenAI's answers. */
export interface OpenAiError {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string;
}

/** What OpenAI calls problems that it has a name for. */
const CODES: Readonly<Record<string, string>> = {
  [PROBLEMS.missingToken.type]: 'invalid_api_key',
  [PROBLEMS.invalidToken.type]: 'invalid_api_key',
  [PROBLEMS.addressNotAllowed.type]: 'ip_not_authorized',
  [GATEWAY_PROBLEMS.modelMissing.type]: 'missing_required_parameter',
  [GATEWAY_PROBLEMS.routeNotFound.type]: 'unknown_url',
  [GATEWAY_PROBLEMS.rateLimited.type]: 'rate_limit_exceeded',
};

/** A problem in OpenAI's words. Those it has no code for have the name of the problem's type. */
export function openAiError({ problem, errors, members }: ProblemError, message: string): OpenAiError {
  const { type, status } = problem;
  return {
    message,
    type: type === GATEWAY_PROBLEMS.rateLimited.type ? limitedUnit(members.limit) : errorType(status),
    param: errors?.[0]?.pointer.slice(1) ?? null,
    code: CODES[type] ?? type.slice(type.lastIndexOf('/') + 1).replaceAll('-', '_'),
  };
}

function errorType(status: number): string {
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}

/** OpenAI tells by the type what there was too much of. */
function limitedUnit(limit: unknown): string {
  return limit === 'tokensPerMinute' || limit === 'tokensPerDay' ? 'tokens' : 'requests';
}
