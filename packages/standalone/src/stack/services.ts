import { join } from 'node:path';
import type { Installation } from '../data-folder/installation.ts';
import type { Settings } from '../settings.ts';
import type { ReadyService, Service } from './service.ts';

const SOURCES = new URL('../../../../', import.meta.url);

/** Below the time after which a service that is stopped is killed. */
const SHUTDOWN_GRACE = 'PT5S';

export interface Services {
  /** To be run first, to its end. */
  readonly migrate: Service;
  /** In the order in which one may need another. */
  readonly lasting: readonly ReadyService[];
}

/** The programs of the local installation, with all that each needs to know. */
export function describeServices(settings: Settings, installation: Installation, databaseUrl: string): Services {
  const urls = localUrls(settings);
  const service = (name: string, main: string, env: Record<string, string>): Service => ({
    name,
    main: new URL(main, SOURCES),
    env,
    logFile: join(settings.dataFolder, 'logs', `${name}.log`),
  });
  const keyManagementEnv = {
    HOST: '127.0.0.1',
    PORT: String(settings.keyManagementPort),
    DATABASE_URL: databaseUrl,
    MASTER_KEYS: installation.masterKeys,
    BOOTSTRAP_MANAGEMENT_KEY: installation.managementKey,
    BOOTSTRAP_SERVICE_KEY: installation.serviceKey,
    PUBLIC_URL: urls.keyManagement,
    GATEWAY_URL: urls.flowGateway,
    UPSTREAM_ALLOW: settings.upstreamAllow,
    SHUTDOWN_GRACE,
  };
  const sampleFlowEnv = { HOST: '127.0.0.1', PORT: String(settings.sampleFlowPort) };
  const flowGatewayEnv = {
    HOST: '127.0.0.1',
    PORT: String(settings.flowGatewayPort),
    KEY_MANAGEMENT_URL: urls.keyManagement,
    SERVICE_KEY: installation.serviceKey,
    UPSTREAM_ALLOW: settings.upstreamAllow,
    SHUTDOWN_GRACE,
  };
  return {
    migrate: service('migrate', 'services/key-management/src/migrate.ts', keyManagementEnv),
    lasting: [
      {
        ...service('key-management', 'services/key-management/src/main.ts', keyManagementEnv),
        url: urls.keyManagement,
        readyPath: '/readyz',
      },
      {
        ...service('sample-flow-server', 'packages/standalone/src/sample-flow-server/main.ts', sampleFlowEnv),
        url: urls.sampleFlowServer,
        readyPath: '/healthz',
      },
      {
        ...service('flow-gateway', 'services/flow-gateway/src/main.ts', flowGatewayEnv),
        url: urls.flowGateway,
        readyPath: '/readyz',
      },
    ],
  };
}

export interface LocalUrls {
  readonly keyManagement: string;
  readonly flowGateway: string;
  readonly sampleFlowServer: string;
}

/** Where the services answer on this machine. */
export function localUrls(settings: Settings): LocalUrls {
  return {
    keyManagement: `http://127.0.0.1:${settings.keyManagementPort}`,
    flowGateway: `http://127.0.0.1:${settings.flowGatewayPort}`,
    sampleFlowServer: `http://127.0.0.1:${settings.sampleFlowPort}`,
  };
}
