export { type BearerChallenge, bearerChallenge } from './bearer-challenge.ts';
export { PROBLEM_MEDIA_TYPE, ProblemDetails, problemDocument, problemHeaders } from './problem-document.ts';
export { type FieldError, ProblemError, type ProblemOptions } from './problem-error.ts';
export { PROBLEMS, type ProblemType } from './problem-types.ts';
