export { ANY_KEY, ANY_TENANT, ANY_UPSTREAM, type ChangeLog, createChangeLog, type Subject } from './change-log.ts';
export { type Clock, type Instant, systemClock } from './clock.ts';
export type { FeedTransport } from './feed-transport.ts';
export { createHttpFeedTransport, type HttpFeedTransport } from './http-transport.ts';
export {
  createLeaseKeeper,
  type FeedSubscriber,
  type Lease,
  type LeaseKeeper,
} from './lease-keeper.ts';
export { LEASE_MARGIN } from './lease-term.ts';
export {
  type CacheHits,
  createLeasedLookup,
  type EntryCache,
  type Held,
  type LeasedLookup,
  type LookupResult,
  OvertakenError,
} from './leased-lookup.ts';
export { createRunningRequests, type RunningRequest, type RunningRequests } from './running-requests.ts';
export type { UsageSource } from './usage-source.ts';
