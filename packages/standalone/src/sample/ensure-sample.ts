import type { Installation, Sample } from '../data-folder/installation.ts';
import type { LocalUrls } from '../stack/services.ts';
import { ApiError, connectManagementApi } from './management-api.ts';
import { registerSample } from './register-sample.ts';
import { ensureSampleKey } from './sample-key.ts';

/**
 * Makes the sample flow callable through the gateway, as any user of key-management's API would. Where the management
 * key that was made at the first start has been revoked meanwhile, the sample is left as it was, and `say` hears of it.
 */
export async function ensureSample(
  urls: LocalUrls,
  { managementKey, sample }: Pick<Installation, 'managementKey' | 'sample'>,
  say: (line: string) => void,
): Promise<Sample> {
  const api = connectManagementApi(urls.keyManagement, managementKey);
  try {
    const place = await registerSample(api, urls.sampleFlowServer, sample?.workspaceId);
    return { ...place, apiKey: await ensureSampleKey(api, urls.flowGateway, place.workspaceId, sample?.apiKey) };
  } catch (error) {
    const refused = error instanceof ApiError && (error.status === 401 || error.status === 403);
    if (!refused || sample === null) throw error;
    say('The management key of the first start is refused, so the sample was left as it was.');
    return sample;
  }
}
