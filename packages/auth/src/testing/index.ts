export { aClientKey, anIntrospectionAnswer } from './builders.ts';
export {
  type Answerer,
  type IntrospectionServer,
  leaseAnswer,
  type ReceivedQuestion,
  type StubAnswer,
  startIntrospectionServer,
} from './introspection-server.ts';
export { aLease, type TestLease } from './lease.ts';
export { rawRequest } from './raw-request.ts';
export { createTestFeed, type TestFeed } from './test-feed.ts';
export { aUsageBatch, type CountedRow } from './usage-batch.ts';
