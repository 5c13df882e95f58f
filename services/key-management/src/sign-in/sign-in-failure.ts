import type { FastifyRequest } from 'fastify';
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import type { SignInError } from './return-to.ts';

/** Codes of the library for a provider that did not answer, or not as providers do. */
const UNAVAILABLE = ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'];

/** Why signing in failed, for the person who tried. */
export function signInError(error: unknown): SignInError {
  if (error instanceof AuthorizationResponseError) {
    return error.error === 'access_denied' ? 'denied' : 'provider-error';
  }
  if (error instanceof ResponseBodyError) return error.error === 'invalid_grant' ? 'refused' : 'provider-error';
  if (error instanceof WWWAuthenticateChallengeError) return 'provider-error';
  if (error instanceof ClientError && !UNAVAILABLE.includes(error.code ?? '')) return 'refused';
  return 'provider-unavailable';
}

/**
 * Logs why signing in failed and returns its code. Of the error only its name and code: messages further down quote
 * what the provider sent, tokens among it.
 */
export function logFailure(request: FastifyRequest, error: unknown): SignInError {
  const code = signInError(error);
  const { name, ...rest } = error instanceof Error ? error : { name: typeof error };
  const cause = Object(error).cause;
  const codes = [rest, cause].map((value) => Object(value).code).filter((value) => typeof value === 'string');
  request.log.warn({ signInError: code, error: name, codes }, 'signing in failed');
  return code;
}
