import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { PageSkeleton } from '../feedback/page-skeleton.tsx';
import { parseKeyFilter } from '../keys/key-filter.ts';
import { Shell } from '../layout/shell.tsx';
import { HomePage } from '../places/home-page.tsx';
import { OrganizationLayout } from '../places/organization-layout.tsx';
import { WorkspaceLayout } from '../places/workspace-layout.tsx';
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

const routeTree = root.addChildren([
  home,
  workspace.addChildren([workspaceHome, apiKeys, apiKey]),
  organization.addChildren([organizationHome, settings]),
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
