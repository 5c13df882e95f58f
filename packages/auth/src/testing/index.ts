export { aClientKey, anIntrospectionAnswer } from './builders.ts';
export {
  type Answerer,
  type IntrospectionServer,
  type ReceivedQuestion,
  type StubAnswer,
  startIntrospectionServer,
} from './introspection-server.ts';
export { rawRequest } from './raw-request.ts';
