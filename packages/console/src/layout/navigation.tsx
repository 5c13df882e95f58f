import { Text } from '@mantine/core';
import { usePlaces } from '../places/use-places.ts';
import { strings } from '../strings/index.ts';
import classes from './navigation.module.css';
import { NavigationLink } from './navigation-link.tsx';
import { ORGANIZATION_PAGES, WORKSPACE_PAGES } from './pages.ts';

const text = strings.navigation;

/** The pages of the workspace and of its organization. */
export function Navigation({ label }: { readonly label: string }) {
  const { organizationId, workspaceId } = usePlaces();
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
    </nav>
  );
}
