import {
  ANY_TENANT,
  type CacheHits,
  type ClientKey,
  createLeasedLookup,
  FlowRouteAnswer,
  type Held,
  type KeyManagementConnection,
  type Lease,
  type LookupResult,
  ProblemError,
  unavailable,
} from '@keyward/auth';

/** Where a flow is looked for: among the flows a key can mean, or, without a key, everywhere. */
export type FlowScope = { readonly workspaceId: string } | { readonly organizationId: string } | 'installation';

/** A registered flow and the server that runs it, or that there is none; as good as `holds` says. */
export type FlowAnswer = Held<FlowRouteAnswer>;

export interface FlowDirectory {
  /** At once where the answer is remembered. Rejects with ProblemError `verifierUnavailable` (503). */
  find(flowId: string, scope: FlowScope): FlowAnswer | Promise<FlowAnswer>;
  /** How often memory has answered, for flows and for ids that lead nowhere. */
  readonly hits: CacheHits;
}

export interface FlowDirectoryOptions {
  connection: KeyManagementConnection;
  /** What remembered answers are good under. */
  lease: Lease;
  maxFlows?: number;
  /** How many flow ids that lead nowhere are remembered. */
  maxUnknown?: number;
  /** How long after the lease's end a remembered flow still counts while key-management is out of reach. */
  staleMs?: number;
  /** Told how each answer was come by that was not remembered. */
  observe?: (result: LookupResult) => void;
}

const FLOW_ID = /^[A-Za-z0-9_-]{1,100}$/;
const NOWHERE: FlowAnswer = { answer: { found: false, revision: 0 }, holds: () => true };

/** Looks flows up at key-management and remembers the answers under a lease. */
export function createFlowDirectory(options: FlowDirectoryOptions): FlowDirectory {
  const { connection, lease, maxFlows = 10_000, maxUnknown = 10_000, staleMs = 0 } = options;
  const lookup = createLeasedLookup<FlowRouteAnswer>({
    lease,
    isPositive: (answer) => answer.found,
    subjects: subjectsOf,
    maxEntries: maxFlows,
    maxNegativeEntries: maxUnknown,
    staleMs,
    ...(options.observe && { observe: options.observe }),
  });

  async function ask(path: string): Promise<FlowAnswer> {
    try {
      return await lookup.get(path, () => connection.get(path, FlowRouteAnswer));
    } catch (cause) {
      throw cause instanceof ProblemError ? cause : unavailable(cause);
    }
  }

  return {
    hits: lookup.hits,
    find(flowId, scope) {
      if (!FLOW_ID.test(flowId)) return NOWHERE;
      const path = questionAbout(flowId, scope);
      return lookup.peek(path) ?? ask(path);
    },
  };
}

function subjectsOf(path: string, answer: FlowRouteAnswer): string[] {
  // A flow that is in two workspaces is found as soon as one of them is deleted.
  if (!answer.found) return [`flow:${flowIdOf(path)}`, ANY_TENANT];
  const { flow, upstream } = answer;
  return [
    `flow:${flow.id}`,
    `upstream:${upstream.id}`,
    `workspace:${flow.workspaceId}`,
    `organization:${flow.organizationId}`,
  ];
}

/** The flows a key can mean: those of its workspace, or, for an organization-wide key, of its organization. */
export function scopeOf({ workspaceId, organizationId }: ClientKey): FlowScope {
  return workspaceId === null ? { organizationId } : { workspaceId };
}

const QUESTION = '/internal/v1/flow-routes/';

function questionAbout(flowId: string, scope: FlowScope): string {
  const path = QUESTION + flowId;
  if (scope === 'installation') return path;
  return 'workspaceId' in scope
    ? `${path}?workspaceId=${encodeURIComponent(scope.workspaceId)}`
    : `${path}?organizationId=${encodeURIComponent(scope.organizationId)}`;
}

function flowIdOf(question: string): string {
  const end = question.indexOf('?');
  return question.slice(QUESTION.length, end === -1 ? undefined : end);
}
