export { FeedChange, LeaseGrant, LeaseRequest, PollAnswer, PollRequest } from './change-feed.ts';
export { FlowRouteAnswer } from './flow-route.ts';
export { IntrospectionActive, IntrospectionAnswer, IntrospectionInactive } from './introspection.ts';
export { type KeyLimits, KeyLimitsSchema } from './key-limits.ts';
