import { Text } from '@mantine/core';
import { useState } from 'react';
import { isProblem } from '../api/problem.ts';
import { useAction } from '../api/use-action.ts';
import { ChangedMeanwhile } from '../feedback/changed-meanwhile.tsx';
import { FormError } from '../feedback/form-error.tsx';
import { say } from '../feedback/receipt.ts';
import { Form } from '../forms/form.tsx';
import { FormButtons } from '../forms/form-buttons.tsx';
import { strings } from '../strings/index.ts';
import { changesOf, draftOf } from './form/key-draft.ts';
import { KeyFields } from './form/key-fields.tsx';
import type { KeyDialogBodyProps } from './read-key.ts';

const text = strings.keys;

/** Edits a key against the version that was read; where somebody was quicker, the person chooses. */
export function EditKey({ surface, read, reread, onClose }: KeyDialogBodyProps) {
  // What the form began with: another read in the background must not change what «changed» means.
  const [base, setBase] = useState(read);
  const [draft, setDraft] = useState(() => draftOf(read.key));
  const changes = changesOf(base.key, draft);
  const unchanged = Object.keys(changes).length === 0;
  const save = useAction((api, etag: string) => surface.edit(api, base.key.id, changes, etag));

  const submit = async (etag: string) => {
    const saved = await save.run(etag);
    if (saved === undefined) return;
    say(text.edit.saved, saved.enforcement);
    onClose(true);
  };
  const takeTheirs = async () => {
    const { data } = await reread();
    if (data === undefined) return;
    setBase(data);
    setDraft(draftOf(data.key));
    save.reset();
  };
  const keepMine = async () => {
    const { data } = await reread();
    if (data !== undefined) await submit(data.etag);
  };
  const changedMeanwhile = isProblem(save.error, 'precondition-failed');
  return (
    <Form onSubmit={() => submit(base.etag)}>
      {changedMeanwhile ? (
        <ChangedMeanwhile onTakeTheirs={() => void takeTheirs()} onKeepMine={() => void keepMine()} />
      ) : (
        <FormError error={save.error} />
      )}
      <KeyFields surface={surface} draft={draft} onChange={setDraft} error={save.error} edited={base.key} />
      <FormButtons
        submit={strings.controls.save}
        pending={save.pending}
        onCancel={() => onClose(false)}
        disabled={unchanged}
      >
        {unchanged && (
          <Text size="sm" c="dimmed" mr="auto">
            {text.form.nothingChanged}
          </Text>
        )}
      </FormButtons>
    </Form>
  );
}
