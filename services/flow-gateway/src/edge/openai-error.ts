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
};

/** A problem in OpenAI's words. Those it has no code for have the name of the problem's type. */
export function openAiError({ problem, errors }: ProblemError, message: string): OpenAiError {
  const { type, status } = problem;
  return {
    message,
    type: status >= 500 ? 'server_error' : 'invalid_request_error',
    param: errors?.[0]?.pointer.slice(1) ?? null,
    code: CODES[type] ?? type.slice(type.lastIndexOf('/') + 1).replaceAll('-', '_'),
  };
}
