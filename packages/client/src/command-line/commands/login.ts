import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { createKeywardClient } from '../../index.ts';
import { type Commands, type Context, examples } from '../context.ts';
import { UsageError } from '../failures.ts';
import { checkedUrl } from '../profiles/connection.ts';
import { configPath, DEFAULT_PROFILE, type Profile, writeProfile } from '../profiles/profiles.ts';
import { readToken } from '../profiles/read-token.ts';
import { ask } from '../terminal/prompts.ts';

const LocalInstallation = Type.Object({
  keyManagementUrl: Type.String(),
  managementKey: Type.String(),
  organizationId: Type.String(),
  workspaceId: Type.String(),
});

/** `keyward login`: checks a management key and keeps it. */
export function loginCommand(program: Commands, context: Context): void {
  program
    .command('login')
    .description('sign in with a management key, which is kept in a file that only you can read')
    .option('--token-file <file>', 'read the key from a file, or from standard input (-), instead of asking')
    .option('--local [folder]', 'sign in to what `npm start` runs, by its data folder; .keyward where left out')
    .addHelpText(
      'after',
      examples(
        'keyward login --url https://keys.example.com',
        'keyward login --local',
        'keyward login --profile staging --url https://keys.staging.example.com --token-file ./key',
      ),
    )
    .action(async ({ tokenFile, local }) => {
      const { terminal } = context;
      const options = context.options();
      const profile =
        local === undefined
          ? await given(context, options.url, tokenFile)
          : await localProfile(typeof local === 'string' ? local : terminal.env.KEYWARD_DATA_DIR || '.keyward');
      const me = await createKeywardClient(profile).get('/v1/me');
      const name = options.profile ?? (terminal.env.KEYWARD_PROFILE || DEFAULT_PROFILE);
      await writeProfile(terminal, name, profile);
      if (isPlain(profile.url)) terminal.say('This address has no TLS: whoever is in between can read the key.');
      const as = name === DEFAULT_PROFILE ? '' : ` (profile ${name})`;
      terminal.say(`Signed in to ${profile.url} as ${me.name}${as}. Kept in ${configPath(terminal)}.`);
    });
}

async function given({ terminal }: Context, url: string | undefined, tokenFile: string | undefined): Promise<Profile> {
  const wanted = url ?? (terminal.env.KEYWARD_URL || (await ask(terminal, 'Address of key-management')));
  return { url: checkedUrl(wanted), token: await readToken(terminal, tokenFile, 'Management key') };
}

/** What the local installation says of itself in `local.json`. */
async function localProfile(folder: string): Promise<Profile> {
  const path = join(folder, 'local.json');
  try {
    const local = Value.Parse(LocalInstallation, JSON.parse(await readFile(path, 'utf8')));
    const { keyManagementUrl, managementKey, organizationId, workspaceId } = local;
    return { url: checkedUrl(keyManagementUrl), token: managementKey, organizationId, workspaceId };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} is not there: run \`npm start\` first, or name its data folder.`);
  }
}

function isPlain(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}
