import { createContext, use } from 'react';
import type { Api } from '../api/api.ts';
import type { Session } from './session.ts';

export interface SessionContextValue {
  readonly session: Session;
  readonly api: Api;
  /** To be called when the server no longer knows the session: asks to sign in again, over the page as it is. */
  readonly sessionEnded: () => void;
  readonly signOut: () => Promise<void>;
}

export const SessionContext = createContext<SessionContextValue | undefined>(undefined);

/** The session of whoever is signed in. Only below the session gate. */
export function useSession(): SessionContextValue {
  const value = use(SessionContext);
  if (value === undefined) throw new Error('There is no session gate above this component.');
  return value;
}
