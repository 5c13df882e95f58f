import { displayToken, type FieldError } from '@keyward/auth';
import { nameKey } from '../../names/name.ts';
import { checkExported, optionColumns } from './check-shape.ts';
import type { RowCheck, RowRules } from './checked-row.ts';
import { phcProblem } from './phc.ts';
import type { ExportedRow } from './row-schemas.ts';

const FOREIGN_DISPLAY = /^…([!-~]{4})?$/;

/** Checks a row of an export. Its token is not known here, so everything that makes it work has to be right. */
export function checkExportedRow(value: unknown, rules: RowRules): RowCheck {
  const shape = checkExported(value);
  if (!shape.ok) return shape;
  const row: ExportedRow = shape.value;
  const options = optionColumns(row, rules);
  const hash = phcProblem(row.hash);
  const origin = row.lookup === null ? mintedProblem(row, rules) : foreignProblem(row, row.lookup, rules);
  const errors = [
    ...options.errors,
    ...(hash === undefined ? [] : [{ pointer: '/hash', detail: hash }]),
    ...(origin === undefined ? [] : [origin]),
  ];
  if (errors.length > 0) return { ok: false, errors };
  const lookup = row.lookup === null ? null : `${row.lookup.kid}.${row.lookup.digest}`;
  return {
    ok: true,
    row: {
      ...options.columns,
      id: row.id,
      newId: false,
      display: row.display,
      hash: row.hash,
      lookup,
      lookups: lookup === null ? [] : [lookup],
      origin: 'imported',
      name: row.name,
      nameKey: nameKey(row.name),
      permissions: row.permissions,
      nameAt: '/name',
      tokenAt: lookup === null ? '/id' : '/lookup',
      notes: [],
    },
    secret: undefined,
  };
}

function mintedProblem({ id, display }: ExportedRow, { tokenPrefixes }: RowRules): FieldError | undefined {
  if (tokenPrefixes.some((prefix) => display === displayToken('api', id, prefix))) return undefined;
  return {
    pointer: '/display',
    detail: `must be one of ${tokenPrefixes.map((prefix) => `${prefix}_api_<id>…`).join(', ')}: tokens of another prefix are not recognised here before TOKEN_PREFIX lists it`,
  };
}

function foreignProblem(
  { display }: ExportedRow,
  { kid, digest }: NonNullable<ExportedRow['lookup']>,
  { lookupKeys }: RowRules,
): FieldError | undefined {
  if (!FOREIGN_DISPLAY.test(display)) {
    return { pointer: '/display', detail: 'must be … and the last four characters of the token, or … alone' };
  }
  if (!lookupKeys.some((known) => known.kid === kid)) {
    return {
      pointer: '/lookup/kid',
      detail: 'names a master key that this installation does not have: without it the token can not be found',
    };
  }
  const canonical = Buffer.from(digest, 'base64url').toString('base64url') === digest;
  return canonical ? undefined : { pointer: '/lookup/digest', detail: 'must be 128 bits in base64url' };
}
