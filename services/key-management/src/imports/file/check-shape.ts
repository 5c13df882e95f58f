import type { FieldError } from '@keyward/auth';
import { schemaCheck } from '../../http/validation.ts';
import { decideExpiry, type Expiry } from '../../keys/expiry.ts';
import { fieldErrors } from '../../keys/key-fields.ts';
import type { CheckedRow, RowRules } from './checked-row.ts';
import { ExportedRow, FlowiseRow, WrittenRow } from './row-schemas.ts';

/** Everything that breaks the shape of a row; a row without errors has that shape. */
export const checkWritten = schemaCheck(WrittenRow);
export const checkExported = schemaCheck(ExportedRow);
export const checkFlowise = schemaCheck(FlowiseRow);

type Options = Pick<WrittenRow, 'flows' | 'allowedIps' | 'limits' | 'metadata' | 'tags' | 'enabled' | 'externalId'>;
type OptionColumns = Omit<
  CheckedRow,
  'name' | 'nameKey' | 'permissions' | 'notes' | 'nameAt' | 'tokenAt' | keyof TokenPart
>;
type TokenPart = Pick<CheckedRow, 'id' | 'newId' | 'display' | 'hash' | 'lookup' | 'lookups' | 'origin'>;

/** The columns that rows of Keyward's own formats may leave out, or what is wrong with them. */
export function optionColumns(
  row: Options & { expiresAt?: string | null; expiresIn?: string },
  { now }: RowRules,
): { columns: OptionColumns; errors: FieldError[] } {
  const expiry: Expiry = decideExpiry(row, now);
  return {
    columns: {
      flows: row.flows ?? null,
      allowedIps: row.allowedIps ?? null,
      limits: row.limits ?? {},
      metadata: row.metadata ?? {},
      tags: row.tags ?? [],
      enabled: row.enabled ?? true,
      externalId: row.externalId ?? null,
      expiresAt: expiry.ok ? (expiry.expiresAt?.toISOString() ?? null) : null,
    },
    errors: [...fieldErrors(row), ...(expiry.ok ? [] : [expiry.error])],
  };
}
