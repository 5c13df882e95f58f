import type { RequestOf } from '../../../index.ts';
import { type Commands, type Context, examples } from '../../context.ts';
import { UsageError } from '../../failures.ts';
import { collect, given } from '../../option-values.ts';

const WEBHOOKS = '/v1/organizations/{organizationId}/webhooks';
type Event = RequestOf<'post', typeof WEBHOOKS>['body']['events'][number];

/** `keyward webhooks create`. */
export function createWebhook(webhooks: Commands, context: Context): void {
  webhooks
    .command('create')
    .description('tell an address of events; the secret that signs them is printed once, on standard output')
    .argument('<url>')
    .requiredOption('--event <event>', 'such as api-key.revoked or finding.opened (repeatable)', collect)
    .addHelpText(
      'after',
      examples(
        'SECRET=$(keyward webhooks create https://hooks.example.com/keys --event api-key.revoked,api-key.expiring)',
        'keyward webhooks create https://hooks.example.com/staging --event finding.opened -w Staging',
      ),
    )
    .action(async (url, { event }) => {
      const { keyward, organizationId, workspace } = await context.session();
      // Events of one workspace only where one is named; the one that is remembered says nothing here.
      const place = context.options().workspace === undefined ? undefined : await workspace();
      const path = { organizationId: place?.organizationId ?? (await organizationId()) };
      const body = { url, events: (event ?? []).map(eventOf), ...given({ workspaceId: place?.id }) };
      const created = await keyward.post(WEBHOOKS, { path, body });
      const { terminal, options } = context;
      if (options().json) return terminal.out(`${JSON.stringify(created, null, 2)}\n`);
      terminal.say(`${created.id} is told of ${created.events.join(', ')}.`);
      if (created.secret === null) return terminal.say('Its secret was in an answer that got lost: make it anew.');
      terminal.say('This is the secret that signs what it is told. It is shown this once:');
      terminal.out(`${created.secret}\n`);
    });
}

/** Which events there are key-management knows; it names them where one is none. */
function eventOf(name: string): Event {
  if (!isEvent(name)) throw new UsageError(`"${name}" is no event; one looks like api-key.revoked.`);
  return name;
}

function isEvent(name: string): name is Event {
  return /^[a-z-]+\.[a-z]+$/.test(name);
}
