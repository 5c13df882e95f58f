import { Select, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { rememberedWorkspace } from '../places/remembered-workspace.ts';
import { usePlaces } from '../places/use-places.ts';
import { strings } from '../strings/index.ts';

const text = strings.navigation;

/** Goes to another workspace, or to the workspace that was looked at last in another organization. */
export function PlaceSwitcher() {
  const { organizations, organizationId, workspaces, workspaceId } = usePlaces();
  const navigate = useNavigate();

  const toWorkspace = (id: string) =>
    navigate({ to: '/workspaces/$workspaceId/api-keys', params: { workspaceId: id } });
  const toOrganization = (id: string) => {
    const remembered = rememberedWorkspace(id);
    if (remembered !== undefined) return toWorkspace(remembered);
    return navigate({ to: '/organizations/$organizationId', params: { organizationId: id } });
  };
  return (
    <Stack gap="xs" mb="md">
      <Select
        label={text.organization}
        data={organizations.map(({ id, name }) => ({ value: id, label: name }))}
        value={organizationId ?? null}
        onChange={(id) => id !== null && void toOrganization(id)}
        allowDeselect={false}
        searchable={organizations.length > 8}
      />
      <Select
        label={text.workspace}
        data={workspaces.map(({ id, name }) => ({ value: id, label: name }))}
        value={workspaceId ?? null}
        onChange={(id) => id !== null && void toWorkspace(id)}
        allowDeselect={false}
        searchable={workspaces.length > 8}
      />
    </Stack>
  );
}
