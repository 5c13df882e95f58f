import { ActionIcon, Button, Fieldset, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { errorAt } from '../api/problem.ts';
import { strings } from '../strings/index.ts';
import classes from './models-field.module.css';

const text = strings.gateways;

/** One model as the form holds it. */
export interface ModelDraft {
  /** Tells it from the others while they come and go. */
  readonly row: number;
  readonly name: string;
  /** Empty: the first one there is. */
  readonly upstreamId: string;
  readonly upstreamModel: string;
}

export const emptyModel = (row: number): ModelDraft => ({ row, name: '', upstreamId: '', upstreamModel: '' });

interface ModelsFieldProps {
  readonly value: readonly ModelDraft[];
  readonly onChange: (models: readonly ModelDraft[]) => void;
  readonly upstreams: readonly { readonly id: string; readonly name: string }[];
  readonly error: unknown;
}

/** The models that applications may name, each with who answers. */
export function ModelsField({ value, onChange, upstreams, error }: ModelsFieldProps) {
  const set = (row: number, changes: Partial<ModelDraft>) =>
    onChange(value.map((model) => (model.row === row ? { ...model, ...changes } : model)));
  const next = Math.max(-1, ...value.map(({ row }) => row)) + 1;
  return (
    <Fieldset legend={text.models}>
      <p className={classes.hint}>{text.modelsHint}</p>
      <Stack gap="sm">
        {value.map((model, index) => (
          <div key={model.row} className={classes.model}>
            <TextInput
              label={text.modelOf(index + 1)}
              value={model.name}
              onChange={(event) => set(model.row, { name: event.currentTarget.value })}
              error={errorAt(error, `/models/${index}/name`)}
              placeholder="gpt-4o-mini"
              required
            />
            <Select
              label={text.upstreamOf(index + 1)}
              data={upstreams.map(({ id, name }) => ({ value: id, label: name }))}
              value={model.upstreamId === '' ? (upstreams[0]?.id ?? null) : model.upstreamId}
              onChange={(id) => set(model.row, { upstreamId: id ?? '' })}
              error={errorAt(error, `/models/${index}/upstreamId`)}
              allowDeselect={false}
            />
            <TextInput
              label={text.upstreamModelOf(index + 1)}
              value={model.upstreamModel}
              onChange={(event) => set(model.row, { upstreamModel: event.currentTarget.value })}
              error={errorAt(error, `/models/${index}/upstreamModel`)}
              placeholder={text.same}
            />
            <ActionIcon
              variant="default"
              size={36}
              className={classes.remove}
              aria-label={text.removeModel(index + 1)}
              disabled={value.length === 1}
              onClick={() => onChange(value.filter(({ row }) => row !== model.row))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </div>
        ))}
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={() => onChange([...value, emptyModel(next)])}
          >
            {text.addModel}
          </Button>
        </div>
      </Stack>
    </Fieldset>
  );
}
