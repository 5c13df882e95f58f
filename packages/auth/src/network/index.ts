export { type AddressList, parseAddressList } from './address-list.ts';
export type { BaseUrlCheck } from './base-url.ts';
export { createGuardedConnector, ForbiddenAddressError } from './guarded-connector.ts';
export { createUpstreamAddressPolicy, type UpstreamAddressPolicy } from './upstream-address-policy.ts';
