import { Center, Loader } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { createApi } from '../api/api.ts';
import { onSessionEnded } from '../api/query-client.ts';
import { Failure } from '../feedback/failure.tsx';
import { strings } from '../strings/index.ts';
import { signOut as endSession, readSession, type Session, type SessionState } from './session.ts';
import { SessionContext } from './session-context.ts';
import { SignInAgain } from './sign-in-again.tsx';
import { SignInPage } from './sign-in-page.tsx';

interface SessionGateProps {
  /** Who is signed in, as the page began. */
  readonly first: Promise<SessionState>;
  /** The same, where it is known already. */
  readonly known: SessionState | undefined;
  readonly children: ReactNode;
}

/** Shows its children to whoever is signed in, and the sign-in page to everybody else. */
export function SessionGate({ first, known, children }: SessionGateProps) {
  const [state, setState] = useState(known);
  const [failure, setFailure] = useState<unknown>();
  const readAgain = () => {
    setFailure(undefined);
    readSession().then(setState, setFailure);
  };
  useEffect(() => {
    if (known === undefined) first.then(setState, setFailure);
  }, [first, known]);

  if (failure !== undefined) return <Failure error={failure} retry={readAgain} page />;
  if (state === undefined) {
    return (
      <Center mih="100vh">
        <Loader aria-label={strings.controls.loading} />
      </Center>
    );
  }
  if (!state.signedIn) {
    return <SignInPage methods={state.methods} onSignedIn={(session) => setState({ signedIn: true, session })} />;
  }
  return (
    <SignedIn session={state.session} onChange={setState}>
      {children}
    </SignedIn>
  );
}

interface SignedInProps {
  readonly session: Session;
  readonly onChange: (state: SessionState) => void;
  readonly children: ReactNode;
}

function SignedIn({ session, onChange, children }: SignedInProps) {
  const queryClient = useQueryClient();
  const [ended, setEnded] = useState(false);
  const sessionEnded = useCallback(() => setEnded(true), []);
  useEffect(() => onSessionEnded(sessionEnded), [sessionEnded]);

  const value = useMemo(() => {
    const signOut = async () => {
      const elsewhere = await endSession(session.csrfToken);
      queryClient.clear();
      // A fresh page: nothing of what was shown stays in memory.
      window.location.assign(elsewhere ?? '/');
    };
    return { session, api: createApi(session.csrfToken), sessionEnded, signOut };
  }, [session, sessionEnded, queryClient]);

  const signedInAgain = (renewed: Session) => {
    // Somebody else may see other things: what was loaded for the first one must not be shown to the second.
    if (renewed.principal.id !== session.principal.id) window.location.assign('/');
    setEnded(false);
    onChange({ signedIn: true, session: renewed });
    void queryClient.invalidateQueries();
  };
  return (
    <SessionContext value={value}>
      {children}
      {ended && <SignInAgain method={session.method} onSignedIn={signedInAgain} />}
    </SessionContext>
  );
}
