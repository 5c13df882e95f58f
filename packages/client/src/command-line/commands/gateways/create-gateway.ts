import { InvalidArgumentError } from '@commander-js/extra-typings';
import { type Commands, type Context, examples, showDone } from '../../context.ts';
import { findUpstream } from '../upstreams/find-upstream.ts';

/** `gpt-4o=openai` or `gpt-4o=openai/gpt-4o-2024-08-06`. */
interface ModelChoice {
  readonly name: string;
  readonly upstream: string;
  readonly upstreamModel: string | null;
}

/** `keyward gateways create`. */
export function createGateway(gateways: Commands, context: Context): void {
  gateways
    .command('create')
    .description('name language models, and the upstreams that answer them')
    .argument('<name>')
    .requiredOption(
      '--model <name=upstream>',
      'a model, as name=upstream or name=upstream/its-name-there (repeatable)',
      modelChoice,
    )
    .addHelpText(
      'after',
      examples('keyward gateways create chat --model gpt-4o=openai --model small=azure/gpt-4o-mini'),
    )
    .action(async (name, { model }) => {
      const { keyward, workspace } = await context.session();
      const path = { workspaceId: (await workspace()).id };
      const models = await Promise.all(
        model.map(async ({ upstream, ...rest }) => {
          const { id } = await findUpstream(keyward, path.workspaceId, upstream);
          return { ...rest, upstreamId: id };
        }),
      );
      const made = await keyward.post('/v1/workspaces/{workspaceId}/gateways', { path, body: { name, models } });
      showDone(context, made, `Created ${made.name} (${made.id}).`);
    });
}

function modelChoice(value: string, earlier: readonly ModelChoice[] | undefined): ModelChoice[] {
  const { name, upstream, model } = /^(?<name>[^=]+)=(?<upstream>[^/]+)(\/(?<model>.+))?$/.exec(value)?.groups ?? {};
  if (name === undefined || upstream === undefined) throw new InvalidArgumentError('It must be like gpt-4o=openai.');
  return [...(earlier ?? []), { name, upstream, upstreamModel: model ?? null }];
}
