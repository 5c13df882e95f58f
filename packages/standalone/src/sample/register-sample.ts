import { Type } from 'typebox';
import { SAMPLE_FLOW_ID } from '../sample-flow-server/sample-flow.ts';
import { ApiError, type ManagementApi } from './management-api.ts';

const UPSTREAM_NAME = 'sample-flow-server';

const Named = Type.Object({ id: Type.String(), name: Type.String() });
const Workspace = Type.Object({ id: Type.String(), organizationId: Type.String(), name: Type.String() });
const Upstream = Type.Object({ id: Type.String(), name: Type.String(), baseUrl: Type.String() });
const Me = Type.Object({ grants: Type.Array(Type.Object({ organizationId: Type.String() })) });

export interface SamplePlace {
  readonly organizationId: string;
  readonly workspaceId: string;
}

/**
 * Sees to it that the sample flow server is an upstream, and the sample flow a flow, of a workspace: of `workspaceId`
 * while that exists, else of the first organization's workspace Production. Whatever is there already stays as it is,
 * except for the upstream's address, since the sample flow server may have moved.
 */
export async function registerSample(
  api: ManagementApi,
  baseUrl: string,
  workspaceId: string | undefined,
): Promise<SamplePlace> {
  const workspace = (await existing(api, workspaceId)) ?? (await findWorkspace(api));
  const path = `/v1/workspaces/${workspace.id}`;
  const upstreamId = await ensureUpstream(api, `${path}/upstreams`, baseUrl);
  await ensureFlow(api, `${path}/flows`, upstreamId);
  return { organizationId: workspace.organizationId, workspaceId: workspace.id };
}

async function existing(api: ManagementApi, workspaceId: string | undefined) {
  return workspaceId === undefined
    ? undefined
    : await unlessMissing(api.get(`/v1/workspaces/${workspaceId}`, Workspace));
}

async function findWorkspace(api: ManagementApi) {
  const [grant] = (await api.get('/v1/me', Me)).grants;
  if (grant === undefined) throw new Error('The management key belongs to no organization.');
  const path = `/v1/organizations/${grant.organizationId}/workspaces`;
  const production = await api.find(path, Workspace, ({ name }) => name === 'Production');
  return production ?? (await api.post(path, { name: 'Production' }, Workspace));
}

async function ensureUpstream(api: ManagementApi, path: string, baseUrl: string): Promise<string> {
  const found = await api.find(path, Upstream, ({ name }) => name === UPSTREAM_NAME);
  if (found === undefined) {
    return (await api.post(path, { name: UPSTREAM_NAME, kind: 'flow-server', baseUrl }, Named)).id;
  }
  if (found.baseUrl !== baseUrl) await api.patch(`${path}/${found.id}`, { baseUrl }, Named);
  return found.id;
}

async function ensureFlow(api: ManagementApi, path: string, upstreamId: string): Promise<void> {
  const found = await unlessMissing(api.get(`${path}/${SAMPLE_FLOW_ID}`, Named));
  if (found === undefined) await api.post(path, { id: SAMPLE_FLOW_ID, name: 'Sample flow', upstreamId }, Named);
}

async function unlessMissing<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}
