import { Stack } from '@mantine/core';
import { Facts } from '../facts/facts.tsx';
import { Section } from '../facts/section.tsx';
import { PageHeader } from '../layout/page-header.tsx';
import { dateTime } from '../moments/format.ts';
import { useOrganization } from '../places/organization-context.ts';
import { strings } from '../strings/index.ts';
import { AddOrganization } from './add-organization.tsx';
import { OrganizationActions } from './organization-actions.tsx';
import { WorkspacesSection } from './workspaces-section.tsx';

const text = strings.settings;

/** The organization and its workspaces: their names, new ones, and their end. */
export function SettingsPage() {
  const organization = useOrganization();
  return (
    <>
      <PageHeader title={text.title} subtitle={text.subtitle}>
        <AddOrganization />
      </PageHeader>
      <Stack>
        <Section title={text.organization} actions={<OrganizationActions />}>
          <Facts
            facts={[
              [text.name, organization.name],
              [text.id, organization.id],
              [text.created, dateTime(organization.createdAt)],
            ]}
          />
        </Section>
        <WorkspacesSection />
      </Stack>
    </>
  );
}
