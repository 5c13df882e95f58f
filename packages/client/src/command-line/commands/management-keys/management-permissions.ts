import type { Schemas } from '../../../index.ts';
import { UsageError } from '../../failures.ts';

type Permission = NonNullable<Schemas['NewManagementKey']['permissions']>[number];

const SHAPE = /^[a-z]+:[a-z]+$/;

/** Permissions as they were named; which of them there are, and may be handed out, key-management knows. */
export function managementPermissions(names: readonly string[] | undefined): Permission[] | undefined {
  return names?.map((name) => {
    if (!isPermission(name)) throw new UsageError(`"${name}" is no permission; one looks like apikeys:create.`);
    return name;
  });
}

function isPermission(name: string): name is Permission {
  return SHAPE.test(name);
}
