import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { workspacesQuery } from './queries.ts';

interface WorkspaceSelectProps {
  readonly organizationId: string;
  /** Empty: the whole organization. */
  readonly value: string;
  readonly onChange: (workspaceId: string) => void;
  readonly error: string | undefined;
}

/** Where something holds: in one workspace, or in the whole organization. */
export function WorkspaceSelect({ organizationId, value, onChange, error }: WorkspaceSelectProps) {
  const { api } = useSession();
  const workspaces = useQuery(workspacesQuery(api, organizationId));
  return (
    <Select
      label={strings.places.where}
      data={[
        { value: '', label: strings.places.everywhere },
        ...(workspaces.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={value}
      onChange={(chosen) => onChange(chosen ?? '')}
      allowDeselect={false}
      error={error}
    />
  );
}
