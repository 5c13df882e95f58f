export type { ClientKey } from './client-key.ts';
export { type AccessDecision, type AccessRefusal, type AccessRequest, decideAccess } from './decide-access.ts';
