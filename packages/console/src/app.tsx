import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { queryClient } from './api/query-client.ts';
import { router } from './router/router.tsx';
import type { SessionState } from './session/session.ts';
import { SessionGate } from './session/session-gate.tsx';
import { components } from './theme/components.ts';

interface AppProps {
  /** Who is signed in, as the page began. */
  readonly session: Promise<SessionState>;
  readonly known: SessionState | undefined;
}

/** Everything, wired. No provider may write an inline style sheet: the content security policy has no `unsafe-inline`. */
export function App({ session, known }: AppProps) {
  return (
    <MantineProvider theme={components} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-right" />
        <SessionGate first={session} known={known}>
          <RouterProvider router={router} />
        </SessionGate>
      </QueryClientProvider>
    </MantineProvider>
  );
}
