import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureConsole } from '../console/ensure-console.ts';
import { openInstallation, writeInstallation } from '../data-folder/installation.ts';
import { writePrivateFile } from '../data-folder/private-file.ts';
import { takeRunLock } from '../data-folder/run-lock.ts';
import { shortenLogs } from '../data-folder/shorten-logs.ts';
import { ensureDatabase } from '../postgres/ensure-database.ts';
import { startPostgres } from '../postgres/index.ts';
import { ensureSample } from '../sample/ensure-sample.ts';
import { SAMPLE_FLOW_ID } from '../sample-flow-server/sample-flow.ts';
import type { Settings } from '../settings.ts';
import { claimPorts } from './claim-ports.ts';
import { runJob, startServices } from './service.ts';
import { describeServices, localUrls } from './services.ts';
import type { Supervisor } from './supervisor.ts';

const DATABASE = 'keyward';

/** What `local.json` tells scripts. */
export interface LocalInstallation {
  readonly keyManagementUrl: string;
  readonly gatewayUrl: string;
  readonly consoleUrl: string;
  readonly databaseUrl: string;
  readonly organizationId: string;
  readonly workspaceId: string;
  readonly flowId: string;
  readonly managementKey: string;
  readonly serviceKey: string;
  readonly apiKey: string;
}

export interface StartedStack {
  readonly local: LocalInstallation;
  /** Whether nobody has been shown the management key yet. */
  readonly firstStart: boolean;
}

/**
 * Starts everything on this machine, in the order in which one part needs another, and answers when all of it is
 * ready and the sample flow can be called. `say` hears a line for each step.
 */
export async function startStack(
  settings: Settings,
  supervisor: Supervisor,
  say: (line: string) => void,
): Promise<StartedStack> {
  const { dataFolder } = settings;
  const urls = localUrls(settings);
  const inFolder = (name: string) => join(dataFolder, name);

  await mkdir(inFolder('logs'), { recursive: true, mode: 0o700 });
  const lock = await takeRunLock(inFolder('run.lock'), supervisor.signal, (pid) =>
    say(`Waiting for another run (pid ${pid}) in ${dataFolder} to end.`),
  );
  await supervisor.adopt({
    name: 'the data folder',
    willStop: () => lock.announceStop(),
    stop: () => lock.release(),
  });
  await rm(inFolder('local.json'), { force: true });
  await shortenLogs(inFolder('logs'));
  await claimPorts(settings, lock.previousRunDied);
  const installation = await openInstallation(
    inFolder('installation.json'),
    inFolder('postgres'),
    settings.tokenPrefix,
  );

  const postgres = await startPostgres({
    folder: inFolder('postgres'),
    password: installation.postgresPassword,
    logFile: inFolder('logs/postgres.log'),
  });
  await supervisor.adopt({ name: 'Postgres', logFile: inFolder('logs/postgres.log'), ...postgres });
  await ensureDatabase(postgres.url('postgres'), DATABASE);
  say('Postgres is ready.');

  await ensureConsole(supervisor.signal);
  const services = describeServices(settings, installation, postgres.url(DATABASE));
  await runJob(services.migrate, supervisor);
  say('The database schema is up to date.');
  await startServices(services.lasting, supervisor, ({ name, url }) => say(`${name} answers at ${url}.`));

  const sample = await ensureSample(urls, installation, say);
  await writeInstallation(inFolder('installation.json'), { ...installation, sample });
  const local = {
    keyManagementUrl: urls.keyManagement,
    gatewayUrl: urls.flowGateway,
    consoleUrl: urls.keyManagement,
    databaseUrl: postgres.url(DATABASE),
    organizationId: sample.organizationId,
    workspaceId: sample.workspaceId,
    flowId: SAMPLE_FLOW_ID,
    managementKey: installation.managementKey,
    serviceKey: installation.serviceKey,
    apiKey: sample.apiKey,
  };
  // It is there while all is up, and only then: scripts wait for it.
  await supervisor.adopt({ name: 'local.json', stop: () => rm(inFolder('local.json'), { force: true }) });
  await writePrivateFile(inFolder('local.json'), `${JSON.stringify(local, null, 2)}\n`);
  return { local, firstStart: installation.sample === null };
}
