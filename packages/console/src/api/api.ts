import { createKeywardClient, type KeywardClient } from '@keyward/client';
import { earlyFetch } from '../first-page/early-requests.ts';

export type Api = KeywardClient;

/** The typed client for the session that the browser's cookie names. `csrfToken` goes with every call. */
export function createApi(csrfToken: string): Api {
  return createKeywardClient({
    url: window.location.origin,
    attempts: 3,
    fetch: earlyFetch,
    headers: { 'X-CSRF-Token': csrfToken },
  });
}
