import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { say } from '../feedback/receipt.ts';
import { NameDialog } from '../forms/name-dialog.tsx';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';

const text = strings.settings;

/** Another tenant: for operators only, since nobody else would own it. */
export function AddOrganization() {
  const { session } = useSession();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [opened, setOpened] = useState(false);
  if (!session.principal.operator) return null;
  return (
    <>
      <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setOpened(true)}>
        {text.addOrganization}
      </Button>
      {opened && (
        <NameDialog
          title={text.addOrganization}
          hint={text.organizationHint}
          submit={text.create}
          save={(api, name) => api.post('/v1/organizations', { body: { name } })}
          onSaved={({ id: organizationId }) => {
            say(text.createdOrganization);
            setOpened(false);
            void queryClient.invalidateQueries({ queryKey: ['organizations'] });
            void navigate({ to: '/organizations/$organizationId/settings', params: { organizationId } });
          }}
          onClose={() => setOpened(false)}
        />
      )}
    </>
  );
}
