import { ConfigError } from '@keyward/auth/environment';
import { type Config, readConfig } from '../../config.ts';
import { openDatabase } from '../../database/connect.ts';
import { databaseFailure } from '../../database/failure.ts';
import type { AdminContext } from '../admin-command.ts';
import { checkClocks } from './check-clocks.ts';
import { checkDatabase } from './check-database.ts';
import { checkGateways } from './check-gateways.ts';
import { checkMasterKeys } from './check-master-keys.ts';
import { checkMigrations } from './check-migrations.ts';
import { checkService } from './check-service.ts';
import { type Finding, fail, ok } from './finding.ts';

/** `keyward-admin doctor`: what is wrong, and what to do about it. */
export async function doctor(context: AdminContext): Promise<number> {
  const findings = await examine(context.environment);
  show(context, findings);
  return findings.some(({ state }) => state === 'fail') ? 1 : 0;
}

/** Every check that can be made with what is there. */
async function examine(environment: AdminContext['environment']): Promise<Finding[]> {
  const url = environment.KEY_MANAGEMENT_URL;
  const service = url === undefined || !URL.canParse(url) ? [] : [await checkService(url)];
  try {
    const config = readConfig(environment);
    return [ok('configuration', 'every variable is valid'), ...(await examineDatabase(config)), ...service];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const problems = error.message.split('\n').slice(1);
    const advice = 'Set it as the README says; it is read from the environment of key-management.';
    return [...problems.map((problem) => fail('configuration', problem.trim(), advice)), ...service];
  }
}

async function examineDatabase({ DATABASE_URL, MASTER_KEYS }: Config): Promise<Finding[]> {
  const { db, close } = openDatabase({ url: DATABASE_URL, poolSize: 1, onConnectionLost: () => undefined });
  try {
    const server = [...(await checkDatabase(db)), await checkClocks(db)];
    const migrations = await checkMigrations(db);
    if (migrations.state === 'fail') return [...server, migrations];
    return [...server, migrations, ...(await checkMasterKeys(db, MASTER_KEYS)), ...(await checkGateways(db))];
  } catch (error) {
    const failure = databaseFailure(error);
    if (failure === undefined) throw error;
    const code = 'code' in failure ? failure.code : failure.constraint;
    return [
      fail('database', `it does not answer (${code ?? failure.kind})`, 'Start Postgres, or correct DATABASE_URL.'),
    ];
  } finally {
    await close();
  }
}

function show({ json, out }: AdminContext, findings: readonly Finding[]): void {
  if (json) out(`${JSON.stringify(findings, null, 2)}\n`);
  else for (const finding of findings) out(inWords(finding));
}

function inWords({ check, state, message, advice }: Finding): string {
  const line = `${state.padEnd(4)}  ${check}: ${message}\n`;
  return advice === undefined ? line : `${line}      → ${advice}\n`;
}
