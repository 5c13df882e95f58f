export { clientErrorHandler } from './client-errors.ts';
export { describeFailure, type Failure } from './describe-failure.ts';
export { fieldErrors } from './field-errors.ts';
export { type KeywardAuthOptions, keywardAuth, requireClientKey } from './keyward-auth.ts';
export { BEARER_SECURITY, bearerSecurityScheme, problemResponse } from './openapi.ts';
export { problemOfError } from './problem-of-error.ts';
export { frameworkErrors, type ProblemResponsesOptions, problemResponses } from './problem-responses.ts';
export { acceptRequestId, genReqId } from './request-id.ts';
export { type Scope, type ScopeSecurity, secureScope } from './secure-scope.ts';
