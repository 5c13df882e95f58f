import {
  type ClientKey,
  createCachedLookup,
  FlowRouteAnswer,
  type Freshness,
  type KeyManagementConnection,
} from '@keyward/auth';

/** Where a flow is looked for: among the flows a key can mean, or, without a key, everywhere. */
export type FlowScope = { readonly workspaceId: string } | { readonly organizationId: string } | 'installation';

/** A registered flow and the server that runs it. */
export interface Flow {
  readonly found: true;
  readonly organizationId: string;
  readonly workspaceId: string;
  readonly public: boolean;
  readonly upstream: { readonly id: string; readonly baseUrl: string };
  readonly revision: number;
  /** Whether this may still be acted on: the synchronous check right before a request is dispatched. */
  holds(): boolean;
}

export interface NoFlow {
  readonly found: false;
  readonly revision: number;
  holds(): boolean;
}

export interface FlowDirectory {
  /** At once where the answer is remembered. Rejects with ProblemError `verifierUnavailable` (503). */
  find(flowId: string, scope: FlowScope): Flow | NoFlow | Promise<Flow | NoFlow>;
}

export interface FlowDirectoryOptions {
  connection: KeyManagementConnection;
  freshness: Freshness;
  maxFlows?: number;
  /** How many flow ids that lead nowhere are remembered. */
  maxUnknown?: number;
}

const FLOW_ID = /^[A-Za-z0-9_-]{1,100}$/;
const NOWHERE: NoFlow = { found: false, revision: 0, holds: () => true };

/** Looks flows up at key-management and remembers the answers under a `Freshness`. */
export function createFlowDirectory(options: FlowDirectoryOptions): FlowDirectory {
  const { connection, freshness, maxFlows = 10_000, maxUnknown = 10_000 } = options;
  const lookup = createCachedLookup<Flow | NoFlow>({
    isPositive: (answer) => answer.found,
    freshness,
    maxEntries: maxFlows,
    maxNegativeEntries: maxUnknown,
  });

  async function ask(path: string): Promise<Flow | NoFlow> {
    const answer = await connection.get(path, FlowRouteAnswer);
    const { revision } = answer;
    if (!answer.found) {
      const none: NoFlow = { found: false, revision, holds: () => lookup.isCurrent(path, none) };
      return none;
    }
    const { organizationId, workspaceId, public: isPublic } = answer.flow;
    const flow: Flow = {
      found: true,
      organizationId,
      workspaceId,
      public: isPublic,
      upstream: { id: answer.upstream.id, baseUrl: answer.upstream.baseUrl },
      revision,
      holds: () => lookup.isCurrent(path, flow),
    };
    return flow;
  }

  return {
    find(flowId, scope) {
      if (!FLOW_ID.test(flowId)) return NOWHERE;
      const path = questionAbout(flowId, scope);
      return lookup.peek(path) ?? lookup.get(path, () => ask(path));
    },
  };
}

/** The flows a key can mean: those of its workspace, or, for an organization-wide key, of its organization. */
export function scopeOf({ workspaceId, organizationId }: ClientKey): FlowScope {
  return workspaceId === null ? { organizationId } : { workspaceId };
}

function questionAbout(flowId: string, scope: FlowScope): string {
  const path = `/internal/v1/flow-routes/${flowId}`;
  if (scope === 'installation') return path;
  return 'workspaceId' in scope
    ? `${path}?workspaceId=${encodeURIComponent(scope.workspaceId)}`
    : `${path}?organizationId=${encodeURIComponent(scope.organizationId)}`;
}
