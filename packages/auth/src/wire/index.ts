export { ApiRouteAnswer } from './api-route.ts';
export { FeedChange, LeaseGrant, LeaseRequest, PollAnswer, PollRequest } from './change-feed.ts';
export { FlowRouteAnswer } from './flow-route.ts';
export { IntrospectionActive, IntrospectionAnswer, IntrospectionInactive } from './introspection.ts';
export { type KeyLimits, KeyLimitsSchema } from './key-limits.ts';
export { LlmRouteAnswer, RoutedModel } from './llm-route.ts';
export {
  CREDENTIAL_LOCATIONS,
  type CredentialLocation,
  InjectedCredential,
  RoutedUpstream,
  UnreadableCredential,
} from './routed-upstream.ts';
export {
  CredentialUses,
  KeyUses,
  USAGE_LIMITS,
  USAGE_REPEATED_FOR_MS,
  UsageBatch,
  UsageCounts,
  UsageDenial,
  UsageOutcome,
} from './usage.ts';
