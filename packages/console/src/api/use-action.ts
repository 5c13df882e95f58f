import { ProblemError } from '@keyward/client';
import { useCallback, useRef, useState } from 'react';
import { useSession } from '../session/session-context.ts';
import type { Api } from './api.ts';

export interface Action<Input, Output> {
  /** Runs it unless it runs already. Resolves to undefined when it failed: `error` says why. */
  readonly run: (input: Input) => Promise<Output | undefined>;
  readonly pending: boolean;
  readonly error: unknown;
  readonly reset: () => void;
}

/**
 * A write. Unlike a mutation of the query library it keeps no answer anywhere: some answers hold a token, which must be
 * gone once the person has closed what showed it.
 */
export function useAction<Input, Output>(work: (api: Api, input: Input) => Promise<Output>): Action<Input, Output> {
  const { api, sessionEnded } = useSession();
  const [state, setState] = useState<{ pending: boolean; error: unknown }>({ pending: false, error: undefined });
  const running = useRef(false);

  const run = async (input: Input): Promise<Output | undefined> => {
    if (running.current) return undefined;
    running.current = true;
    setState({ pending: true, error: undefined });
    try {
      const output = await work(api, input);
      setState({ pending: false, error: undefined });
      return output;
    } catch (error) {
      const ended = error instanceof ProblemError && error.status === 401;
      if (ended) sessionEnded();
      setState({ pending: false, error: ended ? undefined : error });
      return undefined;
    } finally {
      running.current = false;
    }
  };
  const reset = useCallback(() => setState({ pending: false, error: undefined }), []);
  return { run, ...state, reset };
}
