import { pipeline } from 'node:stream/promises';
import { Option } from '@commander-js/extra-typings';
import type { Schemas } from '../../index.ts';
import { type Commands, type Context, examples } from '../context.ts';
import { given } from '../option-values.ts';
import { type Columns, table } from '../terminal/table.ts';
import { apiKeyGroup } from './keys/api-key-lists.ts';
import { findKey } from './keys/find-key.ts';

const USAGE = '/v1/workspaces/{workspaceId}/usage';
const USAGE_OF_KEY = '/v1/workspaces/{workspaceId}/api-keys/{keyId}/usage';
type Row = Schemas['UsageReport']['items'][number];

const GROUPS: Columns<Row> = {
  KEY: ({ keyId }) => keyId,
  FLOW: ({ flowId }) => flowId,
  MODEL: ({ model }) => model,
  API: ({ api }) => api,
  PERMISSION: ({ permission }) => permission,
  OUTCOME: ({ outcome }) => outcome,
};
const SUMS: Columns<Row> = {
  REQUESTS: ({ requests }) => requests,
  OK: ({ ok }) => ok,
  DENIED: ({ denied }) => denied,
  LIMITED: ({ limited }) => limited,
  ERRORS: ({ upstreamErrors }) => upstreamErrors,
  'AVG MS': ({ latencyMsAverage }) => latencyMsAverage,
  TOKENS: ({ promptTokens, completionTokens }) => promptTokens + completionTokens,
};

/** `keyward usage`: what the keys of a workspace, or one of them, were used for. */
export function usageCommand(program: Commands, context: Context): void {
  program
    .command('usage')
    .description('show how often keys were used, over time')
    .argument('[key]', 'one key, by its id or its name')
    .option('--from <time>', 'the first hour that counts (RFC 3339); 30 days ago where left out')
    .option('--to <time>', 'the first hour that counts no more; now where left out')
    .addOption(
      new Option('--step <step>', 'a row for each')
        .choices(['hour', 'day', 'month', 'total'] as const)
        .default('day' as const),
    )
    .option('--group <groups>', 'a row for each key, flow, model, api, permission or outcome; several with commas')
    .option('--csv', 'print CSV')
    .addHelpText(
      'after',
      examples(
        'keyward usage --step total --group key',
        'keyward usage "Web shop" --step hour',
        'keyward usage --csv > usage.csv',
      ),
    )
    .action(async (wanted, { from, to, step, group, csv }) => {
      const { keyward, workspace } = await context.session();
      const { terminal } = context;
      const path = { workspaceId: (await workspace()).id };
      const query = given({ from, to, step, groupBy: group });
      const ofKey = wanted === undefined ? undefined : { ...path, keyId: await idOfKey(program, context, wanted) };
      if (csv) {
        const headers = { accept: 'text/csv' };
        const { body } = await (ofKey === undefined
          ? keyward.open('get', USAGE, { path, query, headers })
          : keyward.open('get', USAGE_OF_KEY, { path: ofKey, query, headers }));
        if (body === null) throw new Error('the answer is empty');
        return pipeline(body, terminal.stdout, { end: false });
      }
      const report: Schemas['UsageReport'] = await (ofKey === undefined
        ? keyward.get(USAGE, { path, query })
        : keyward.get(USAGE_OF_KEY, { path: ofKey, query }));
      if (context.options().json) return terminal.out(`${JSON.stringify(report, null, 2)}\n`);
      if (report.items.length === 0) return terminal.say('Nothing was used.');
      const groups = group?.split(',').map((name) => name.trim().toUpperCase()) ?? [];
      const grouped = Object.entries(GROUPS).filter(([name]) => groups.includes(name));
      const columns: Columns<Row> = { FROM: ({ start }) => start, ...Object.fromEntries(grouped), ...SUMS };
      terminal.out(table(terminal, report.items, columns));
    });
}

async function idOfKey(program: Commands, context: Context, wanted: string): Promise<string> {
  const { key } = await findKey(await apiKeyGroup(program, context).open(), wanted);
  return key.id;
}
