import { createKeywardClient, type KeywardClient } from '../index.ts';
import { NotFound, UsageError } from './failures.ts';
import { type Connection, resolveConnection } from './profiles/connection.ts';
import type { Terminal } from './terminal/terminal.ts';
import { findWorkspace, type Place, visibleOrganizations, visibleWorkspaces } from './visible-places.ts';

/** The options that every command takes. */
export interface GlobalOptions {
  readonly json?: true | undefined;
  readonly yes?: true | undefined;
  readonly profile?: string | undefined;
  readonly url?: string | undefined;
  readonly workspace?: string | undefined;
  readonly organization?: string | undefined;
}

/** A signed-in caller, and the place that a command acts in. */
export interface Session {
  readonly keyward: KeywardClient;
  readonly connection: Connection;
  /** The workspace that was named, or is remembered, or is the only one. */
  readonly workspace: () => Promise<Place>;
  /** The organization that was named, or is remembered, or is the only one. */
  readonly organization: () => Promise<{ readonly id: string; readonly name: string }>;
  readonly organizationId: () => Promise<string>;
}

/** Begins a session with whom the options, the environment or the profile name. Throws NotSignedIn. */
export async function openSession(terminal: Terminal, options: GlobalOptions): Promise<Session> {
  const connection = await resolveConnection(terminal, options);
  const keyward = createKeywardClient({
    url: connection.url,
    token: connection.token,
    headers: { 'user-agent': 'keyward-command-line' },
  });

  async function workspace(): Promise<Place> {
    const wanted = options.workspace ?? (terminal.env.KEYWARD_WORKSPACE || connection.profile?.workspaceId);
    if (wanted !== undefined) return findWorkspace(keyward, wanted, options.organization);
    return theOnly(await visibleWorkspaces(keyward), 'workspace');
  }

  async function organization(): Promise<{ id: string; name: string }> {
    const wanted = options.organization ?? connection.profile?.organizationId;
    const organizations = await visibleOrganizations(keyward);
    if (wanted === undefined) return theOnly(organizations, 'organization');
    const found = organizations.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase());
    if (found === undefined) throw new NotFound(`There is no organization "${wanted}" that you may see.`);
    return found;
  }

  return { keyward, connection, workspace, organization, organizationId: async () => (await organization()).id };
}

function theOnly<P extends { id: string; name: string }>(places: readonly P[], what: string): P {
  const [first, ...others] = places;
  if (first === undefined) throw new NotFound(`There is no ${what} that you may see.`);
  if (others.length === 0) return first;
  const list = places.map(({ id, name }) => `  ${id}  ${name}`).join('\n');
  throw new UsageError(`Which ${what}? Name one by --${what}, or choose a workspace with \`keyward use\`:\n${list}`);
}
