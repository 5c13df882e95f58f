import { Modal, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { errorAt } from '../api/problem.ts';
import { useAction } from '../api/use-action.ts';
import { FormError } from '../feedback/form-error.tsx';
import { Loaded } from '../feedback/loaded.tsx';
import { say } from '../feedback/receipt.ts';
import { Form } from '../forms/form.tsx';
import { FormButtons } from '../forms/form-buttons.tsx';
import { relative } from '../moments/format.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { keyQuery } from './key-queries.ts';
import type { Key, KeySurface, KeyWithToken } from './key-surface.ts';
import { TokenDialog } from './token-dialog.tsx';

const text = strings.keys.rotate;

interface RotateKeyDialogProps {
  readonly surface: KeySurface;
  readonly keyId: string;
  readonly onClose: (changed: boolean) => void;
}

/** Asks for the overlap, tells who still uses the old key, and shows the new one, once. */
export function RotateKeyDialog({ surface, keyId, onClose }: RotateKeyDialogProps) {
  const { api } = useSession();
  const [successor, setSuccessor] = useState<KeyWithToken>();
  const query = useQuery({ ...keyQuery(api, surface, keyId), staleTime: 0, enabled: successor === undefined });
  if (successor !== undefined) {
    const { token } = successor;
    const snippets = token === null ? [] : surface.snippets(token);
    return <TokenDialog token={token} snippets={snippets} onClose={() => onClose(true)} />;
  }
  const rotated = (result: KeyWithToken) => {
    say(text.done, result.enforcement);
    setSuccessor(result);
  };
  return (
    <Modal opened onClose={() => onClose(false)} title={text.title} size="lg">
      <Loaded query={query}>
        {({ key }) => <RotateForm surface={surface} old={key} onRotated={rotated} onCancel={() => onClose(false)} />}
      </Loaded>
    </Modal>
  );
}

interface RotateFormProps {
  readonly surface: KeySurface;
  readonly old: Key;
  readonly onRotated: (successor: KeyWithToken) => void;
  readonly onCancel: () => void;
}

function RotateForm({ surface, old, onRotated, onCancel }: RotateFormProps) {
  const [overlap, setOverlap] = useState('PT24H');
  const rotate = useAction((api, span: string) => surface.rotate(api, old.id, span));
  const submit = async () => {
    const successor = await rotate.run(overlap);
    if (successor !== undefined) onRotated(successor);
  };
  const lastUse =
    old.lastUsedAt === null ? text.unused : text.lastUse(relative(old.lastUsedAt, Date.now()), old.lastUsedIp ?? '');
  return (
    <Form onSubmit={submit}>
      <Text>{text.hint}</Text>
      <Text fw={600}>{lastUse}</Text>
      {old.expiresAt !== null && <Text c="dimmed">{text.expiryKept}</Text>}
      <FormError error={rotate.error} />
      <Select
        label={text.overlap}
        data={Object.entries(text.overlaps).map(([value, label]) => ({ value, label }))}
        value={overlap}
        onChange={(value) => setOverlap(value ?? 'PT24H')}
        allowDeselect={false}
        error={errorAt(rotate.error, '/overlap')}
        data-autofocus
      />
      <FormButtons submit={text.submit} pending={rotate.pending} onCancel={onCancel} />
    </Form>
  );
}
