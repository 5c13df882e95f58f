import { join } from 'node:path';
import { mintToken } from '@keyward/auth';

import { startMeasuredGateway } from '../gateway.ts';
import { startKeyManagementStandIn } from '../key-management-stand-in.ts';
import type { Rival, RivalSetting } from './rival.ts';

export const keyward: Rival = {
  name: 'Keyward',
  does: 'lease check, authorisation, two limits in memory, usage, metrics, a log line a request',
  checksKey: true,
  start: (setting) => startKeyward(setting),
};

/** Our gateway with a stand-in for key-management, which stops with it. */
export async function startKeyward(
  { originUrl, folder, pin }: Pick<RivalSetting, 'originUrl' | 'folder' | 'pin'>,
  environment: Record<string, string> = {},
) {
  const keyManagement = await startKeyManagementStandIn(originUrl);
  const gateway = await startMeasuredGateway({
    keyManagementUrl: keyManagement.url,
    serviceKey: mintToken('svc').token,
    environment,
    logFile: join(folder, 'keyward.log'),
    pin,
  });
  return {
    ...gateway,
    async stop() {
      await gateway.stop();
      await keyManagement.close();
    },
  };
}
