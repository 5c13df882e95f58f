import { type Static, Type } from 'typebox';
import { RoutedUpstream } from './routed-upstream.ts';

const Id = Type.String({ minLength: 1 });
const Revision = Type.Integer({ minimum: 0 });

/** A flow that was found, and the upstream that runs it. */
const FlowRouteFound = Type.Object({
  found: Type.Literal(true),
  flow: Type.Object({ id: Id, organizationId: Id, workspaceId: Id, public: Type.Boolean() }),
  upstream: RoutedUpstream,
  revision: Revision,
});

/** Where a flow id leads, in one workspace, one organization or the installation; found only where it is unambiguous. */
export const FlowRouteAnswer = Type.Union([
  FlowRouteFound,
  Type.Object({ found: Type.Literal(false), revision: Revision }),
]);
export type FlowRouteAnswer = Static<typeof FlowRouteAnswer>;
