import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { PageHeader } from '../layout/page-header.tsx';
import { GuardedButton } from '../permissions/guarded-button.tsx';
import { GuardedPage } from '../permissions/guarded-page.tsx';
import { useOrganization } from '../places/organization-context.ts';
import { strings } from '../strings/index.ts';
import { WebhookDialog } from './webhook-dialog.tsx';
import { WebhooksTable } from './webhooks-table.tsx';

const text = strings.webhooks;
const NEEDED = 'organizations:update';

/** Who is told what happens in the organization. */
export function WebhooksPage() {
  const { place } = useOrganization();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHeader title={text.title} subtitle={text.subtitle}>
        <GuardedButton
          permission={NEEDED}
          place={place}
          leftSection={<IconPlus size={16} />}
          onClick={() => setAdding(true)}
        >
          {text.add}
        </GuardedButton>
      </PageHeader>
      <GuardedPage permission={NEEDED} place={place}>
        <WebhooksTable />
      </GuardedPage>
      {adding && <WebhookDialog onClose={() => setAdding(false)} />}
    </>
  );
}
