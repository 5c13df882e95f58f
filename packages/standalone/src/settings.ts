import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Settings {
  /** Absolute path of the folder that holds all data. */
  readonly dataFolder: string;
  readonly keyManagementPort: number;
  readonly flowGatewayPort: number;
  readonly sampleFlowPort: number;
  /** Private networks and hosts that upstreams may use, as the services read them. */
  readonly upstreamAllow: string;
  /** Of the tokens that are made here. */
  readonly tokenPrefix: string;
}

/** A variable of the environment has a value that cannot be used. */
export class SettingsError extends Error {}

const DEFAULT_DATA_FOLDER = fileURLToPath(new URL('../../../.keyward', import.meta.url));

/** Reads the environment. Throws a `SettingsError` that names every malformed variable. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const faults: string[] = [];
  const port = (name: string, otherwise: number): number => {
    const text = env[name] ?? '';
    if (text === '') return otherwise;
    const value = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    if (value < 1 || value > 65_535) faults.push(`${name} must be a port number (1–65535), not "${text}".`);
    return value;
  };
  const settings = {
    dataFolder: env.KEYWARD_DATA_DIR ? resolve(env.KEYWARD_DATA_DIR) : DEFAULT_DATA_FOLDER,
    keyManagementPort: port('KEY_MANAGEMENT_PORT', 4000),
    flowGatewayPort: port('FLOW_GATEWAY_PORT', 4100),
    sampleFlowPort: port('SAMPLE_FLOW_PORT', 4200),
    // The sample flow server is on this machine; more is the caller's choice.
    upstreamAllow: ['127.0.0.0/8', '::1', env.UPSTREAM_ALLOW].filter(Boolean).join(','),
    tokenPrefix: env.TOKEN_PREFIX?.split(',')[0]?.trim() || 'kw',
  };
  const ports = [settings.keyManagementPort, settings.flowGatewayPort, settings.sampleFlowPort];
  if (faults.length === 0 && new Set(ports).size < ports.length) {
    faults.push('KEY_MANAGEMENT_PORT, FLOW_GATEWAY_PORT and SAMPLE_FLOW_PORT must differ.');
  }
  if (faults.length > 0) throw new SettingsError(faults.join('\n'));
  return settings;
}
