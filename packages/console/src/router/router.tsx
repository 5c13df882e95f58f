import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { PageSkeleton } from '../feedback/page-skeleton.tsx';
import { parseKeyFilter } from '../keys/key-filter.ts';
import { HomePage } from '../places/home-page.tsx';
import { organizationRoutes } from './organization-routes.ts';
import { root } from './root-route.ts';
import { workspaceRoutes } from './workspace-routes.ts';

const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage });
const serviceKeys = createRoute({
  getParentRoute: () => root,
  path: '/service-keys',
  validateSearch: parseKeyFilter,
  component: lazyRouteComponent(() => import('../service-keys/service-keys-page.tsx'), 'ServiceKeysPage'),
});
const serviceKey = createRoute({
  getParentRoute: () => root,
  path: '/service-keys/$keyId',
  component: lazyRouteComponent(() => import('../service-keys/service-key-page.tsx'), 'ServiceKeyPage'),
});

const routeTree = root.addChildren([home, workspaceRoutes, organizationRoutes, serviceKeys, serviceKey]);

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
