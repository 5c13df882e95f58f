import { Alert, Stack } from '@mantine/core';
import { IconPencil, IconRefresh, IconTrash, IconUsers } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Facts } from '../facts/facts.tsx';
import { Section } from '../facts/section.tsx';
import { Loaded } from '../feedback/loaded.tsx';
import { PageHeader } from '../layout/page-header.tsx';
import { relative } from '../moments/format.ts';
import { GuardedButton } from '../permissions/guarded-button.tsx';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import { KeyDialog, type OpenedDialog } from './key-dialog.tsx';
import { factsOf, rightsOf } from './key-facts.tsx';
import { keyQuery } from './key-queries.ts';
import { KeyStatusBadge } from './key-status-badge.tsx';
import type { Key, KeySurface } from './key-surface.ts';

const text = strings.keys;

interface KeyDetailsProps {
  readonly surface: KeySurface;
  readonly keyId: string;
}

/** All about one key, at an address of its own. */
export function KeyDetails({ surface, keyId }: KeyDetailsProps) {
  const { api } = useSession();
  const query = useQuery(keyQuery(api, surface, keyId));
  return <Loaded query={query}>{({ key }) => <Details surface={surface} shown={key} />}</Loaded>;
}

function Details({ surface, shown }: { readonly surface: KeySurface; readonly shown: Key }) {
  const queryClient = useQueryClient();
  const [dialog, setDialog] = useState<OpenedDialog>();
  const closed = (changed: boolean) => {
    setDialog(undefined);
    if (changed) void queryClient.invalidateQueries({ queryKey: surface.cacheKey });
  };
  const open = (action: OpenedDialog['action']) => () => setDialog({ action, keyId: shown.id });
  const { place, needs } = surface;
  const over = shown.status === 'revoked';
  return (
    <>
      <PageHeader title={shown.name} subtitle={<KeyStatusBadge status={shown.status} />}>
        {!over && (
          <>
            <GuardedButton
              permission={[needs.update, needs.create]}
              place={place}
              variant="default"
              leftSection={<IconPencil size={16} />}
              onClick={open('edit')}
            >
              {strings.controls.edit}
            </GuardedButton>
            <GuardedButton
              permission={needs.create}
              place={place}
              variant="default"
              leftSection={<IconRefresh size={16} />}
              onClick={open('rotate')}
              disabled={shown.replacedBy !== null || shown.status === 'expired'}
            >
              {text.rotate.submit}
            </GuardedButton>
            <GuardedButton
              permission={needs.delete}
              place={place}
              color="red"
              leftSection={<IconTrash size={16} />}
              onClick={open('revoke')}
            >
              {text.revoke.submit}
            </GuardedButton>
          </>
        )}
      </PageHeader>
      <Stack>
        {shown.replacedBy !== null && !over && <Retiring shown={shown} />}
        <Section title={text.detail.rights}>
          <Facts facts={rightsOf(shown, surface)} />
        </Section>
        <Section title={text.detail.facts}>
          <Facts facts={factsOf(shown, surface)} />
        </Section>
      </Stack>
      <KeyDialog surface={surface} dialog={dialog} onClose={closed} />
    </>
  );
}

function Retiring({ shown }: { readonly shown: Key }) {
  return (
    <Alert color="yellow" icon={<IconUsers />} title={text.detail.retiring}>
      {shown.lastUsedAt === null
        ? text.detail.retiringUnused
        : text.detail.retiringUsed(relative(shown.lastUsedAt, Date.now()))}
    </Alert>
  );
}
