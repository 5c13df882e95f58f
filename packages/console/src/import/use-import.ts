import { ProblemError } from '@keyward/client';
import { useState } from 'react';
import { useWorkspace } from '../places/workspace-context.ts';
import { useSession } from '../session/session-context.ts';
import { type ImportMode, type ImportResult, importFile, type Progress } from './import-file.ts';

/** Where an import is: a file is chosen, it is checked or imported, or it is done. */
export type ImportState =
  | { readonly step: 'choose'; readonly error?: unknown }
  | { readonly step: 'working'; readonly dryRun: boolean; readonly progress: Progress | undefined }
  | { readonly step: 'planned'; readonly plan: ImportResult; readonly error?: unknown }
  | { readonly step: 'done'; readonly result: ImportResult };

/** Checks a file, imports it, and tells how far that is. */
export function useImport() {
  const { id: workspaceId } = useWorkspace();
  const { session, sessionEnded } = useSession();
  const [state, setState] = useState<ImportState>({ step: 'choose' });

  const send = async (file: File, mode: ImportMode, dryRun: boolean, plan?: ImportResult): Promise<boolean> => {
    const working = (progress?: Progress) => setState({ step: 'working', dryRun, progress });
    working();
    try {
      const { csrfToken } = session;
      const result = await importFile({ workspaceId, csrfToken, file, mode, dryRun, onProgress: working });
      setState(dryRun ? { step: 'planned', plan: result } : { step: 'done', result });
      return true;
    } catch (failure) {
      const ended = failure instanceof ProblemError && failure.status === 401;
      if (ended) sessionEnded();
      const error = ended ? undefined : failure;
      setState(plan === undefined ? { step: 'choose', error } : { step: 'planned', plan, error });
      return false;
    }
  };
  return {
    state,
    check: (file: File, mode: ImportMode) => send(file, mode, true),
    apply: (file: File, mode: ImportMode, plan: ImportResult) => send(file, mode, false, plan),
    restart: () => setState({ step: 'choose' }),
  };
}
