import { mkdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { UsageError } from '../failures.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { writePrivateFile } from './private-file.ts';

const Profile = Type.Object({
  url: Type.String(),
  token: Type.String(),
  /** What `keyward use` chose. */
  workspaceId: Type.Optional(Type.String()),
  organizationId: Type.Optional(Type.String()),
});
const Profiles = Type.Object({ profiles: Type.Record(Type.String(), Profile) });

/** An installation that somebody signed in to. */
export type Profile = Static<typeof Profile>;
type Profiles = Static<typeof Profiles>;

/** The profile that is meant where none is named. */
export const DEFAULT_PROFILE = 'default';

/** Where the profiles are kept: `${XDG_CONFIG_HOME:-~/.config}/keyward/config.json`. */
export function configPath({ env }: Terminal): string {
  return join(env.XDG_CONFIG_HOME || join(env.HOME || homedir(), '.config'), 'keyward', 'config.json');
}

/** A profile by its name; undefined where there is none. Throws a UsageError for a file that is not ours. */
export async function readProfile(terminal: Terminal, name: string): Promise<Profile | undefined> {
  const { profiles } = await readProfiles(terminal);
  return Object.hasOwn(profiles, name) ? profiles[name] : undefined;
}

/** Keeps a profile under its name; undefined forgets it. */
export async function writeProfile(terminal: Terminal, name: string, profile: Profile | undefined): Promise<void> {
  const { profiles } = await readProfiles(terminal);
  const others = Object.entries(profiles).filter(([other]) => other !== name);
  const all = profile === undefined ? others : [...others, [name, profile] as const];
  const content: Profiles = { profiles: Object.fromEntries(all) };
  const path = configPath(terminal);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writePrivateFile(path, `${JSON.stringify(content, null, 2)}\n`);
}

async function readProfiles(terminal: Terminal): Promise<Profiles> {
  const path = configPath(terminal);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { profiles: {} };
    throw new UsageError(`${path} cannot be read.`);
  }
  try {
    return Value.Parse(Profiles, JSON.parse(text));
  } catch {
    throw new UsageError(`${path} is not what keyward writes: mend it or delete it, then sign in again.`);
  }
}
