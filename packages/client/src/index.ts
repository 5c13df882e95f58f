export { ConnectionError } from './client/connection-error.ts';
export { type ImportOptions, type ImportPlace, type ImportProgress, importKeys } from './client/import-keys.ts';
export {
  createKeywardClient,
  type KeywardClient,
  type KeywardClientOptions,
} from './client/keyward-client.ts';
export type { Answered, CallOptions, ItemOf, PathWith, RequestOf, ResultOf, Schemas } from './client/operations.ts';
export { type FieldError, ProblemError } from './client/problem-error.ts';
