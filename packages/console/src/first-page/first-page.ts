import { type Api, createApi } from '../api/api.ts';
import { queryClient } from '../api/query-client.ts';
import { apiKeySurface } from '../api-keys/api-key-surface.tsx';
import { parseKeyFilter } from '../keys/key-filter.ts';
import { keysQuery } from '../keys/key-queries.ts';
import { may } from '../permissions/may.ts';
import { organizationsQuery, workspaceQuery } from '../places/queries.ts';
import { router } from '../router/router.tsx';
import { readSession, type Session, type SessionState } from '../session/session.ts';
import { placeOf, sessionAnswer } from './early-requests.ts';

/** For so long nothing is shown rather than something that is replaced at once. */
const PATIENCE_MS = 300;

/**
 * Who is signed in. Where the answers come soon, what the first page shows is in the query cache then: it is rendered
 * once, as a whole, and not first as a frame, then with a skeleton, then with its keys. Rejects as `readSession` does.
 */
export async function readFirstPage(): Promise<SessionState> {
  const [state] = await Promise.all([readSession(sessionAnswer), inTime(router.load())]);
  if (state.signedIn) await inTime(readData(state.session));
  return state;
}

/** What `work` gives, unless it takes longer than a person takes for at once. */
export function inTime<T>(work: Promise<T>): Promise<T | undefined> {
  return Promise.race([work, new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS, undefined))]);
}

async function readData(session: Session): Promise<void> {
  const api = createApi(session.csrfToken);
  await Promise.all([queryClient.prefetchQuery(organizationsQuery(api)), readPlace(api, session)]);
}

async function readPlace(api: Api, session: Session): Promise<void> {
  const { pathname, search } = router.state.location;
  const place = placeOf(pathname);
  if (place === undefined) return;
  const query = workspaceQuery(api, place.workspaceId);
  await queryClient.prefetchQuery(query);
  const workspace = queryClient.getQueryData(query.queryKey);
  if (workspace === undefined || place.page !== 'api-keys') return;
  const surface = apiKeySurface({ api, queryClient, workspace, gatewayUrl: session.gatewayUrl });
  if (!may(session, [surface.needs.view], surface.place)) return;
  await queryClient.prefetchInfiniteQuery(keysQuery(api, surface, parseKeyFilter({ ...search })));
}
