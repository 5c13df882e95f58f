import { Text } from '@mantine/core';
import { usePlaces } from '../places/use-places.ts';
import { useSession } from '../session/session-context.ts';
import { strings } from '../strings/index.ts';
import classes from './navigation.module.css';
import { NavigationLink } from './navigation-link.tsx';
import { INSTALLATION_PAGES, ORGANIZATION_PAGES, WORKSPACE_PAGES } from './pages.ts';

const text = strings.navigation;

/** The pages of the workspace, of its organization, and for operators of the installation. */
export function Navigation({ label }: { readonly label: string }) {
  const { organizationId, workspaceId } = usePlaces();
  const { operator } = useSession().session.principal;
  return (
    <nav aria-label={label}>
      {workspaceId !== undefined && organizationId !== undefined && (
        <>
          <Text className={classes.heading}>{text.inWorkspace}</Text>
          {WORKSPACE_PAGES.map((page) => (
            <NavigationLink
              key={page.path}
              page={page}
              to={`/workspaces/${workspaceId}/${page.path}`}
              place={{ organizationId, workspaceId }}
            />
          ))}
        </>
      )}
      {organizationId !== undefined && (
        <>
          <Text className={classes.heading}>{text.inOrganization}</Text>
          {ORGANIZATION_PAGES.map((page) => (
            <NavigationLink
              key={page.path}
              page={page}
              to={`/organizations/${organizationId}/${page.path}`}
              place={{ organizationId }}
            />
          ))}
        </>
      )}
      {operator && (
        <>
          <Text className={classes.heading}>{text.inInstallation}</Text>
          {INSTALLATION_PAGES.map((page) => (
            <NavigationLink key={page.path} page={page} to={`/${page.path}`} place={{ organizationId: null }} />
          ))}
        </>
      )}
    </nav>
  );
}
