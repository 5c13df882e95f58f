import { type Static, Type } from 'typebox';

const Id = Type.String({ minLength: 1 });
const Revision = Type.Integer({ minimum: 0 });

/** A flow that was found, and the upstream that runs it. */
const FlowRouteFound = Type.Object({
  found: Type.Literal(true),
  flow: Type.Object({ id: Id, organizationId: Id, workspaceId: Id, public: Type.Boolean() }),
  upstream: Type.Object({
    id: Id,
    name: Type.String(),
    kind: Type.Enum(['flow-server', 'llm', 'api'], { type: 'string' }),
    baseUrl: Type.String({ minLength: 1 }),
  }),
  revision: Revision,
});

/** Where a flow id leads, in one workspace, one organization or the installation; found only where it is unambiguous. */
export const FlowRouteAnswer = Type.Union([
  FlowRouteFound,
  Type.Object({ found: Type.Literal(false), revision: Revision }),
]);
export type FlowRouteAnswer = Static<typeof FlowRouteAnswer>;
