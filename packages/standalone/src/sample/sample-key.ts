import { Type } from 'typebox';
import { SAMPLE_FLOW_ID } from '../sample-flow-server/sample-flow.ts';
import { ApiError, type ManagementApi } from './management-api.ts';

const Minted = Type.Object({ token: Type.String() });

/** A key of the workspace that calls the sample flow through the gateway: `savedKey` while it works, else a new one. */
export async function ensureSampleKey(
  api: ManagementApi,
  gatewayUrl: string,
  workspaceId: string,
  savedKey: string | undefined,
): Promise<string> {
  if (savedKey !== undefined && (await callsSampleFlow(gatewayUrl, savedKey))) return savedKey;
  const path = `/v1/workspaces/${workspaceId}/api-keys`;
  try {
    return (await api.post(path, { name: 'Sample app' }, Minted)).token;
  } catch (error) {
    // The name is taken where the saved key was suspended or narrowed; it is left as it is.
    if (error instanceof ApiError && error.status === 409) return (await api.post(path, {}, Minted)).token;
    throw error;
  }
}

async function callsSampleFlow(gatewayUrl: string, key: string): Promise<boolean> {
  const response = await fetch(`${gatewayUrl}/api/v1/prediction/${SAMPLE_FLOW_ID}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ question: 'Are you there?' }),
    signal: AbortSignal.timeout(10_000),
  });
  await response.body?.cancel();
  return response.ok;
}
