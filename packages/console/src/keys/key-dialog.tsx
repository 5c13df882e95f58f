import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../feedback/loaded.tsx';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { EditKey } from './edit-key.tsx';
import type { KeyAction } from './key-menu.tsx';
import { keyQuery } from './key-queries.ts';
import type { KeySurface } from './key-surface.ts';
import { RevokeKey } from './revoke-key.tsx';
import { RotateKeyDialog } from './rotate-key-dialog.tsx';

export interface OpenedDialog {
  readonly action: KeyAction;
  readonly keyId: string;
}

interface KeyDialogProps {
  readonly surface: KeySurface;
  readonly dialog: OpenedDialog | undefined;
  /** `changed`: something was done, so that what is shown has to be read again. */
  readonly onClose: (changed: boolean) => void;
}

/** The dialog that edits, rotates or revokes one key, read anew when it opens. */
export function KeyDialog({ surface, dialog, onClose }: KeyDialogProps) {
  if (dialog === undefined) return null;
  if (dialog.action === 'rotate') {
    return <RotateKeyDialog surface={surface} keyId={dialog.keyId} onClose={onClose} />;
  }
  return (
    <Modal
      opened
      onClose={() => onClose(false)}
      size="lg"
      title={dialog.action === 'edit' ? strings.keys.edit.title : strings.keys.revoke.submit}
    >
      <KeyDialogBody surface={surface} dialog={dialog} onClose={onClose} />
    </Modal>
  );
}

function KeyDialogBody({ surface, dialog, onClose }: KeyDialogProps & { readonly dialog: OpenedDialog }) {
  const { api } = useSession();
  const query = useQuery({ ...keyQuery(api, surface, dialog.keyId), staleTime: 0, refetchOnWindowFocus: false });
  const Body = dialog.action === 'edit' ? EditKey : RevokeKey;
  return (
    <Loaded query={query}>
      {(read) => <Body surface={surface} read={read} reread={() => query.refetch()} onClose={onClose} />}
    </Loaded>
  );
}
