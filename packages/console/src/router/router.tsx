import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { parseAuditFilter } from '../audit/audit-filter.ts';
import { PageSkeleton } from '../feedback/page-skeleton.tsx';
import { parseFindingFilter } from '../findings/finding-filter.ts';
import { parseKeyFilter } from '../keys/key-filter.ts';
import { Shell } from '../layout/shell.tsx';
import { HomePage } from '../places/home-page.tsx';
import { OrganizationLayout } from '../places/organization-layout.tsx';
import { WorkspaceLayout } from '../places/workspace-layout.tsx';
import { parseUsageFilter } from '../usage/usage-filter.ts';
import { NotFoundPage } from './not-found-page.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });

const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage });

const workspace = createRoute({
  getParentRoute: () => root,
  path: '/workspaces/$workspaceId',
  component: WorkspaceLayout,
});
const workspaceHome = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/workspaces/$workspaceId/api-keys', params, replace: true });
  },
});
const apiKeys = createRoute({
  getParentRoute: () => workspace,
  path: '/api-keys',
  validateSearch: parseKeyFilter,
  component: lazyRouteComponent(() => import('../api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
});
const apiKey = createRoute({
  getParentRoute: () => workspace,
  path: '/api-keys/$keyId',
  component: lazyRouteComponent(() => import('../api-keys/api-key-page.tsx'), 'ApiKeyPage'),
});
const importing = createRoute({
  getParentRoute: () => workspace,
  path: '/import',
  component: lazyRouteComponent(() => import('../import/import-page.tsx'), 'ImportPage'),
});
const credentials = createRoute({
  getParentRoute: () => workspace,
  path: '/credentials',
  validateSearch: ({ service }: Record<string, unknown>): { service?: string } =>
    typeof service === 'string' ? { service } : {},
  component: lazyRouteComponent(() => import('../credentials/credentials-page.tsx'), 'CredentialsPage'),
});
const flows = createRoute({
  getParentRoute: () => workspace,
  path: '/flows',
  component: lazyRouteComponent(() => import('../flows/flows-page.tsx'), 'FlowsPage'),
});
const gateways = createRoute({
  getParentRoute: () => workspace,
  path: '/gateways',
  component: lazyRouteComponent(() => import('../gateways/gateways-page.tsx'), 'GatewaysPage'),
});
const gateway = createRoute({
  getParentRoute: () => workspace,
  path: '/gateways/$gatewayId',
  validateSearch: parseKeyFilter,
  component: lazyRouteComponent(() => import('../gateways/gateway-page.tsx'), 'GatewayPage'),
});
const gatewayKey = createRoute({
  getParentRoute: () => workspace,
  path: '/gateways/$gatewayId/keys/$keyId',
  component: lazyRouteComponent(() => import('../gateways/gateway-key-page.tsx'), 'GatewayKeyPage'),
});
const usage = createRoute({
  getParentRoute: () => workspace,
  path: '/usage',
  validateSearch: parseUsageFilter,
  component: lazyRouteComponent(() => import('../usage/usage-page.tsx'), 'UsagePage'),
});
const findings = createRoute({
  getParentRoute: () => workspace,
  path: '/findings',
  validateSearch: parseFindingFilter,
  component: lazyRouteComponent(() => import('../findings/findings-page.tsx'), 'FindingsPage'),
});

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

const routeTree = root.addChildren([
  home,
  workspace.addChildren([
    workspaceHome,
    apiKeys,
    apiKey,
    importing,
    credentials,
    gateways,
    gateway,
    gatewayKey,
    flows,
    usage,
    findings,
  ]),
  organization.addChildren([organizationHome, audit, members, settings]),
]);

/** Every page has an address of its own; each page's code comes when it is first opened. */
export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPendingComponent: PageSkeleton,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
