import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { ApiKeysPage } from '../api-keys/api-keys-page.tsx';
import { parseFindingFilter } from '../findings/finding-filter.ts';
import { parseKeyFilter } from '../keys/key-filter.ts';
import { WorkspaceLayout } from '../places/workspace-layout.tsx';
import { parseUsageFilter } from '../usage/usage-filter.ts';
import { root } from './root-route.ts';

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
  // What nearly everybody opens first: in the first script, not in one that it has to ask for.
  component: ApiKeysPage,
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

/** The pages of a workspace. */
export const workspaceRoutes = workspace.addChildren([
  workspaceHome,
  apiKeys,
  apiKey,
  importing,
  credentials,
  flows,
  gateways,
  gateway,
  gatewayKey,
  usage,
  findings,
]);
