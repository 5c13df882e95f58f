import {
  type CacheHits,
  createLeasedLookup,
  type Held,
  type KeyManagementConnection,
  type Lease,
  type LookupResult,
  ProblemError,
  type RoutedUpstream,
  type Subject,
  unavailable,
} from '@keyward/auth';

/** What every directory rests on. */
export interface DirectoryOptions {
  connection: KeyManagementConnection;
  /** What remembered answers are good under. */
  lease: Lease;
  /** How long after the lease's end a remembered answer still counts while key-management is out of reach. */
  staleMs?: number;
  /** Told how each answer was come by that was not remembered. */
  observe?: (result: LookupResult) => void;
}

/** An answer to a question about a route, as good as `holds` says, and what the change feed calls what it rests on. */
export interface RouteAnswer<A> extends Held<A> {
  readonly subjects: readonly Subject[];
}

/** Key-management's answers to one kind of question about routes. */
export interface RouteDirectory<A> {
  /** At once where the answer is remembered. Rejects with ProblemError `verifierUnavailable` (503). */
  ask(question: string): RouteAnswer<A> | Promise<RouteAnswer<A>>;
  /** How often memory has answered, for routes and for what leads nowhere. */
  readonly hits: CacheHits;
}

/** How many routes are remembered at most, and how many questions that lead nowhere. */
const MAX_ENTRIES = 10_000;

/** Asks where requests go, and remembers an answer under a lease for as long as none of its subjects is touched. */
export function createRouteDirectory<A extends { readonly found: boolean; readonly revision: number }>(
  { lease, staleMs = 0, observe }: Omit<DirectoryOptions, 'connection'>,
  fetch: (question: string) => Promise<A>,
  subjectsOf: (question: string, answer: A) => readonly Subject[],
): RouteDirectory<A> {
  const lookup = createLeasedLookup<Sampled<A>>({
    lease,
    isPositive: ({ answer }) => answer.found,
    subjects: (_question, { subjects }) => subjects,
    maxEntries: MAX_ENTRIES,
    maxNegativeEntries: MAX_ENTRIES,
    staleMs,
    ...(observe && { observe }),
  });

  async function sample(question: string): Promise<Sampled<A>> {
    const answer = await fetch(question);
    return { answer, subjects: subjectsOf(question, answer), revision: answer.revision };
  }

  async function askAnew(question: string): Promise<RouteAnswer<A>> {
    try {
      return routeAnswer(await lookup.get(question, () => sample(question)));
    } catch (cause) {
      throw cause instanceof ProblemError ? cause : unavailable(cause);
    }
  }

  return {
    hits: lookup.hits,
    ask(question) {
      const remembered = lookup.peek(question);
      return remembered === undefined ? askAnew(question) : routeAnswer(remembered);
    },
  };
}

interface Sampled<A> {
  readonly answer: A;
  readonly subjects: readonly Subject[];
  readonly revision: number;
}

function routeAnswer<A>(held: Held<Sampled<A>>): RouteAnswer<A> {
  const { answer, subjects } = held.answer;
  return { answer, subjects, holds: () => held.holds() };
}

/** What a route to an upstream rests on: a credential that is exchanged is another one from then on. */
export function subjectsOfUpstream({ id, credential }: RoutedUpstream): Subject[] {
  return credential === null ? [`upstream:${id}`] : [`upstream:${id}`, `credential:${credential.id}`];
}

/** What a route rests on that belongs to a workspace. */
export function subjectsOfTenant(owner: { workspaceId: string; organizationId: string }): Subject[] {
  return [`workspace:${owner.workspaceId}`, `organization:${owner.organizationId}`];
}
