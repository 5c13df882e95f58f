import type { Schemas } from '../../../index.ts';
import { UsageError } from '../../failures.ts';

type Permission = NonNullable<Schemas['NewApiKey']['permissions']>[number];

const PERMISSIONS: readonly Permission[] = ['flows:execute', 'logs:view', 'deployments:manage', 'apis:call', '*'];

/** The permissions that were named. Throws a UsageError for one that there is not. */
export function permissionsOf(names: readonly string[] | undefined): Permission[] | undefined {
  return names?.map((name) => {
    const permission = PERMISSIONS.find((known) => known === name);
    if (permission === undefined)
      throw new UsageError(`There is no permission ${name}: one of ${PERMISSIONS.join(', ')}.`);
    return permission;
  });
}
