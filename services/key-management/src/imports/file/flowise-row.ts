import { schemaCheck } from '../../http/validation.ts';
import { Name, nameKey } from '../../names/name.ts';
import { checkFlowise, optionColumns } from './check-shape.ts';
import type { RowCheck, RowRules } from './checked-row.ts';
import type { FlowiseRow } from './row-schemas.ts';
import { readToken } from './token-columns.ts';

const checkName = schemaCheck(Name);

/** Flowise's permissions that mean something for a client app's key; all its others are about managing Flowise. */
const MEANINGS: ReadonlyMap<string, string> = new Map([
  ['executions:view', 'logs:view'],
  ['chatflows:create', 'deployments:manage'],
  ['chatflows:update', 'deployments:manage'],
  ['chatflows:delete', 'deployments:manage'],
]);

/** Something that looks like a permission may be repeated in a note; whatever else stands there may not. */
const PERMISSION = /^[A-Za-z]+(-[A-Za-z]+)*:[A-Za-z]+(-[A-Za-z]+)*$/;
const MAX_NAMED = 20;

/** Checks a row of Flowise's. Every key there could run flows; the pair of key and secret is checked later, if at all. */
export function checkFlowiseRow(value: unknown, rules: RowRules): RowCheck {
  const shape = checkFlowise(value);
  if (!shape.ok) return shape;
  const row: FlowiseRow = shape.value;
  const name = row.keyName.trim();
  const named = checkName(name);
  const reading = readToken(row.apiKey, row.allowWeak === true, rules);
  const errors = [
    ...(named.ok ? [] : named.errors.map(({ detail }) => ({ pointer: '/keyName', detail }))),
    ...(reading.ok ? [] : [{ pointer: '/apiKey', detail: reading.detail }]),
    ...(row.id === '' ? [{ pointer: '/id', detail: 'must not be empty' }] : []),
  ];
  if (errors.length > 0 || !reading.ok) return { ok: false, errors };
  const permissions = row.permissions ?? [];
  const { columns } = optionColumns({ externalId: row.id ?? null }, rules);
  return {
    ok: true,
    row: {
      ...reading.columns,
      ...columns,
      name,
      nameKey: nameKey(name),
      permissions: [...new Set(['flows:execute', ...permissions.flatMap((held) => MEANINGS.get(held) ?? [])])],
      nameAt: '/keyName',
      tokenAt: '/apiKey',
      notes: [
        ...(name === row.keyName ? [] : ['The name had white space at its ends.']),
        ...droppedPermissions(permissions.filter((held) => !MEANINGS.has(held))),
        ...droppedFlows((row.chatFlows ?? []).flatMap(({ flowName }) => flowName ?? [])),
      ],
    },
    secret: { token: row.apiKey, cost: reading.cost, apiSecret: row.apiSecret ?? null, minted: false },
  };
}

function droppedPermissions(dropped: readonly string[]): string[] {
  const known = dropped.filter((held) => PERMISSION.test(held));
  return dropped.length === 0 ? [] : [`Permissions of Flowise that were dropped: ${listed(known, dropped.length)}.`];
}

function droppedFlows(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const quoted = names.filter((name) => name.length <= 100).map((name) => JSON.stringify(name));
  return [`Used by the flows ${listed(quoted, names.length)}; names are no ids, so the key may call every flow.`];
}

function listed(names: readonly string[], count: number): string {
  const shown = names.slice(0, MAX_NAMED);
  const others = count - shown.length;
  return [...shown, ...(others > 0 ? [`${others} more`] : [])].join(', ');
}
