import { Code } from '@mantine/core';
import type { Fact } from '../facts/facts.tsx';
import { dateTime } from '../moments/format.ts';
import { Moment } from '../moments/moment.tsx';
import { strings } from '../strings/index.ts';
import { LIMIT_NAMES, TOKEN_LIMIT_NAMES } from './form/key-draft.ts';
import type { Key, KeySurface } from './key-surface.ts';
import { Labels } from './labels.tsx';

const text = strings.keys;

/** What a key may do. */
export function rightsOf(key: Key, surface: KeySurface): Fact[] {
  const limits = [...LIMIT_NAMES, ...TOKEN_LIMIT_NAMES].flatMap((name) =>
    key.limits[name] === undefined ? [] : [`${text.form.limitNames[name]}: ${key.limits[name].toLocaleString('en')}`],
  );
  const { use } = surface;
  const permissions: Fact = [text.form.permissions, <Labels key="permissions" labels={key.permissions} />];
  const flows: Fact = [text.form.flows, key.flows?.join(', ') ?? text.detail.flowsAll];
  const restrictions: Fact[] = [
    [text.form.addresses, key.allowedIps?.join(', ') ?? text.detail.addressesAll],
    [text.form.limits, limits.length > 0 ? limits.join(', ') : text.detail.unlimited],
  ];
  return [
    ...(use === 'flows' || use === 'management' ? [permissions] : []),
    ...(use === 'flows' ? [flows] : []),
    ...(use === 'flows' || use === 'models' ? restrictions : []),
    [text.columns.expires, key.expiresAt === null ? text.neverExpires : dateTime(key.expiresAt)],
  ];
}

/** Where a key comes from, and what has become of it. */
export function factsOf(key: Key, surface: KeySurface): Fact[] {
  const { detail } = text;
  return [
    [detail.id, <Code key="id">{key.id}</Code>],
    [detail.display, <Code key="display">{key.display}</Code>],
    ...(key.tags.length === 0 ? [] : [[text.tags, <Labels key="tags" labels={key.tags} />] as const]),
    [text.columns.created, dateTime(key.createdAt)],
    [detail.updated, dateTime(key.updatedAt)],
    [detail.createdBy, <Code key="by">{key.createdBy}</Code>],
    [text.columns.lastUsed, <Moment key="used" at={key.lastUsedAt} none={text.neverUsed} />],
    ...fact(detail.lastUsedFrom, key.lastUsedIp),
    [detail.origin, detail.origins[key.origin]],
    ...fact(detail.externalId, key.externalId),
    ...(key.replaces === null ? [] : [[detail.replaces, surface.link(key.replaces, key.replaces)] as const]),
    ...(key.replacedBy === null ? [] : [[detail.replacedBy, surface.link(key.replacedBy, key.replacedBy)] as const]),
    ...(key.revokedAt === null ? [] : [[detail.revokedAt, dateTime(key.revokedAt)] as const]),
    ...(Object.keys(key.metadata).length === 0
      ? []
      : [[detail.metadata, <Code key="metadata">{JSON.stringify(key.metadata)}</Code>] as const]),
  ];
}

function fact(label: string, value: string | null): Fact[] {
  return value === null ? [] : [[label, value]];
}
