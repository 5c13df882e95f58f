import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { mintToken, newId } from '@keyward/auth';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { writePrivateFile } from './private-file.ts';

const Sample = Type.Object({ organizationId: Type.String(), workspaceId: Type.String(), apiKey: Type.String() });

/** Where the sample flow is registered, and the key of the sample app. */
export type Sample = Static<typeof Sample>;

const Installation = Type.Object({
  postgresPassword: Type.String(),
  masterKeys: Type.String(),
  serviceKey: Type.String(),
  managementKey: Type.String(),
  /** Null until the first start has come to its end. */
  sample: Type.Union([Sample, Type.Null()]),
});

/** What a local installation must remember from one start to the next: its secrets, and where its sample is. */
export type Installation = Static<typeof Installation>;

/**
 * What this data folder remembers; on the first start that is made up, and kept in a file that only the owner can read.
 * Throws when the file is damaged, or missing beside a database that was made with it.
 */
export async function openInstallation(
  path: string,
  databaseFolder: string,
  tokenPrefix: string,
): Promise<Installation> {
  const known = await readInstallation(path);
  if (known !== undefined) return known;
  if (existsSync(databaseFolder)) {
    throw new Error(
      `${path} is missing, and ${databaseFolder} cannot be used without it. Put it back, or move both away.`,
    );
  }
  const made = makeInstallation(tokenPrefix);
  await writeInstallation(path, made);
  return made;
}

async function readInstallation(path: string): Promise<Installation | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return Value.Parse(Installation, JSON.parse(text));
  } catch {
    // Without the cause: it would quote the content.
    throw new Error(`${path} is damaged. Put it back from a copy, or move the whole folder away to start anew.`);
  }
}

function makeInstallation(tokenPrefix: string): Installation {
  return {
    postgresPassword: newId() + newId(),
    masterKeys: `local:${randomBytes(32).toString('base64')}`,
    serviceKey: mintToken('svc', tokenPrefix).token,
    managementKey: mintToken('mgmt', tokenPrefix).token,
    sample: null,
  };
}

/** Replaces what this data folder remembers. */
export function writeInstallation(path: string, installation: Installation): Promise<void> {
  return writePrivateFile(path, `${JSON.stringify(installation, null, 2)}\n`);
}
