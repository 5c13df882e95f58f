import type { Schemas } from '../../../index.ts';
import type { Columns } from '../../terminal/table.ts';

type AnyKey = Schemas['ApiKey'] | Schemas['ManagementKey'] | Schemas['ServiceKey'];

const narrow: Columns<AnyKey> = {
  ID: ({ id }) => id,
  NAME: ({ name }) => name,
  STATUS: ({ status }) => status,
  PERMISSIONS: ({ permissions }) => permissions.join(' '),
  'LAST USED': ({ lastUsedAt }) => day(lastUsedAt),
  EXPIRES: ({ expiresAt }) => day(expiresAt),
};

const wide: Columns<AnyKey> = {
  ...narrow,
  DISPLAY: ({ display }) => display,
  TAGS: ({ tags }) => tags.join(' '),
  FLOWS: ({ flows }) => flows?.join(' ') ?? 'all',
  ADDRESSES: ({ allowedIps }) => allowedIps?.join(' ') ?? 'all',
  LIMITS: ({ limits }) =>
    Object.entries(limits)
      .map(([name, value]) => `${name}=${value}`)
      .join(' '),
  ORIGIN: ({ origin }) => origin,
  CREATED: ({ createdAt }) => day(createdAt),
};

/** The columns of a table of keys. */
export function keyColumns(isWide: boolean): Columns<AnyKey> {
  return isWide ? wide : narrow;
}

function day(time: string | null): string | null {
  return time?.slice(0, 10) ?? null;
}
