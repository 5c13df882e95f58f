import { NotSignedIn, UsageError } from '../failures.ts';
import { readInput } from '../terminal/read-input.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { DEFAULT_PROFILE, type Profile, readProfile } from './profiles.ts';

/** What a person says about where to connect, on the command line. */
export interface ConnectionChoice {
  readonly url?: string | undefined;
  readonly profile?: string | undefined;
}

/** Whom to talk to, and as whom. */
export interface Connection {
  readonly url: string;
  readonly token: string;
  readonly profileName: string;
  /** The profile that this comes from; undefined where the environment says it all. */
  readonly profile: Profile | undefined;
}

/**
 * Where to connect: `--url` or KEYWARD_URL, and KEYWARD_TOKEN or KEYWARD_TOKEN_FILE, else the profile's. The token of a
 * profile is sent to its own address only. Throws NotSignedIn.
 */
export async function resolveConnection(terminal: Terminal, choice: ConnectionChoice): Promise<Connection> {
  const { env } = terminal;
  const profileName = choice.profile ?? (env.KEYWARD_PROFILE || DEFAULT_PROFILE);
  const profile = await readProfile(terminal, profileName);
  if (profile === undefined && choice.profile !== undefined) {
    throw new NotSignedIn(`There is no profile "${profileName}". Make it with: keyward login --profile ${profileName}`);
  }
  const wantedUrl = choice.url ?? (env.KEYWARD_URL || undefined);
  const url = checkedUrl(wantedUrl ?? profile?.url);
  const isOfProfile = profile !== undefined && new URL(profile.url).href === new URL(url).href;
  const given = await givenToken(terminal);
  const token = given ?? (isOfProfile ? profile.token : undefined);
  if (token === undefined) throw new NotSignedIn(`Not signed in to ${url}. Sign in with: keyward login --url ${url}`);
  return { url, token, profileName, profile: isOfProfile ? profile : undefined };
}

/** An address as it is kept. Throws for what is no http address, and for one with a password in it. */
export function checkedUrl(text: string | undefined): string {
  if (text === undefined) throw new NotSignedIn('Not signed in. Sign in with: keyward login');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '') {
    throw new UsageError('The address of key-management must be like https://keys.example.com');
  }
  return url.href.replace(/\/+$/, '');
}

async function givenToken(terminal: Terminal): Promise<string | undefined> {
  const { KEYWARD_TOKEN: token, KEYWARD_TOKEN_FILE: file } = terminal.env;
  if (token) return token.trim();
  return file ? (await readInput(terminal, file)).trim() : undefined;
}
