import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { parseAuditFilter } from '../audit/audit-filter.ts';
import { parseKeyFilter } from '../keys/key-filter.ts';
import { OrganizationLayout } from '../places/organization-layout.tsx';
import { root } from './root-route.ts';

const organization = createRoute({
  getParentRoute: () => root,
  path: '/organizations/$organizationId',
  component: OrganizationLayout,
});
const organizationHome = createRoute({
  getParentRoute: () => organization,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/organizations/$organizationId/settings', params, replace: true });
  },
});
const settings = createRoute({
  getParentRoute: () => organization,
  path: '/settings',
  component: lazyRouteComponent(() => import('../settings/settings-page.tsx'), 'SettingsPage'),
});
const audit = createRoute({
  getParentRoute: () => organization,
  path: '/audit',
  validateSearch: parseAuditFilter,
  component: lazyRouteComponent(() => import('../audit/audit-page.tsx'), 'AuditPage'),
});
const members = createRoute({
  getParentRoute: () => organization,
  path: '/members',
  component: lazyRouteComponent(() => import('../members/members-page.tsx'), 'MembersPage'),
});

const organizationKeys = createRoute({
  getParentRoute: () => organization,
  path: '/api-keys',
  validateSearch: parseKeyFilter,
  component: lazyRouteComponent(
    () => import('../organization-keys/organization-keys-page.tsx'),
    'OrganizationKeysPage',
  ),
});
const organizationKey = createRoute({
  getParentRoute: () => organization,
  path: '/api-keys/$keyId',
  component: lazyRouteComponent(() => import('../organization-keys/organization-key-page.tsx'), 'OrganizationKeyPage'),
});
const managementKeys = createRoute({
  getParentRoute: () => organization,
  path: '/management-keys',
  validateSearch: parseKeyFilter,
  component: lazyRouteComponent(() => import('../management-keys/management-keys-page.tsx'), 'ManagementKeysPage'),
});
const managementKey = createRoute({
  getParentRoute: () => organization,
  path: '/management-keys/$keyId',
  component: lazyRouteComponent(() => import('../management-keys/management-key-page.tsx'), 'ManagementKeyPage'),
});
const webhooks = createRoute({
  getParentRoute: () => organization,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('../webhooks/webhooks-page.tsx'), 'WebhooksPage'),
});
const webhook = createRoute({
  getParentRoute: () => organization,
  path: '/webhooks/$webhookId',
  component: lazyRouteComponent(() => import('../webhooks/webhook-page.tsx'), 'WebhookPage'),
});

/** The pages of an organization. */
export const organizationRoutes = organization.addChildren([
  organizationHome,
  settings,
  audit,
  members,
  organizationKeys,
  organizationKey,
  managementKeys,
  managementKey,
  webhooks,
  webhook,
]);
