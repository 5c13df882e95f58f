import { type KeywardClient, ProblemError } from '../index.ts';
import { NotFound, UsageError } from './failures.ts';

/** A workspace, with the organization that owns it. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly organizationId: string;
}

const ID = /^[0-9A-Za-z]{16}$/;

/** The organizations in which the caller holds something; an operator sees them all. */
export async function visibleOrganizations(keyward: KeywardClient): Promise<{ id: string; name: string }[]> {
  const { operator, grants } = await keyward.get('/v1/me');
  if (operator) return (await keyward.all('/v1/organizations')).map(({ id, name }) => ({ id, name }));
  const names = new Map(grants.map(({ organizationId, organizationName }) => [organizationId, organizationName]));
  return [...names].map(([id, name]) => ({ id, name }));
}

/** The workspaces in which the caller holds something. */
export async function visibleWorkspaces(keyward: KeywardClient, organization?: string): Promise<Place[]> {
  const { operator, grants } = await keyward.get('/v1/me');
  const organizations = operator
    ? (await visibleOrganizations(keyward)).map(({ id }) => id)
    : grants.filter(({ workspaceId }) => workspaceId === null).map(({ organizationId }) => organizationId);
  const lists = organizations.map((organizationId) =>
    keyward.all('/v1/organizations/{organizationId}/workspaces', { path: { organizationId } }),
  );
  const single = grants
    .flatMap(({ workspaceId }) => workspaceId ?? [])
    .map((workspaceId) => keyward.get('/v1/workspaces/{workspaceId}', { path: { workspaceId } }));
  const found = (await Promise.all([...lists, ...single])).flat();
  const unique = new Map(found.map(({ id, name, organizationId }) => [id, { id, name, organizationId }]));
  return [...unique.values()].filter((place) => organization === undefined || place.organizationId === organization);
}

/** A workspace by its id, or by its name in any case. Throws NotFound, and a UsageError where several have the name. */
export async function findWorkspace(keyward: KeywardClient, wanted: string, organization?: string): Promise<Place> {
  if (ID.test(wanted)) {
    const place = await unlessMissing(keyward.get('/v1/workspaces/{workspaceId}', { path: { workspaceId: wanted } }));
    if (place !== undefined) return place;
  }
  const places = await visibleWorkspaces(keyward);
  const organizations = await visibleOrganizations(keyward);
  const owner = organizations.find(({ id, name }) => id === organization || name === organization)?.id;
  const found = places.filter(
    ({ name, organizationId }) =>
      name.toLowerCase() === wanted.toLowerCase() && (organization === undefined || organizationId === owner),
  );
  const [first, ...others] = found;
  if (first === undefined) throw new NotFound(`There is no workspace "${wanted}" that you may see.`);
  if (others.length === 0) return first;
  const list = found.map(({ id, organizationId }) => `  ${id}  in organization ${organizationId}`).join('\n');
  throw new UsageError(`Several workspaces are called "${wanted}"; name one by its id:\n${list}`);
}

/** What a read gives; undefined where there is no such thing for this caller. */
export async function unlessMissing<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return undefined;
    throw error;
  }
}
