import { Type } from 'typebox';
import { ENFORCEMENT_EXAMPLE, Enforcement } from '../changes/enforcement.ts';
import { nullable } from '../http/nullable.ts';
import { EXPORT_FORMAT, EXPORT_VERSION } from './file/file-shape.ts';
import { ExportedRow, FlowiseRow, WrittenRow } from './file/row-schemas.ts';
import { IMPORT_MODES, MODE_NAMES } from './import-mode.ts';
import { importCounts } from './import-resource.ts';

/** An export of a workspace's keys. */
export const ExportFile = Type.Object(
  {
    format: Type.Literal(EXPORT_FORMAT),
    version: Type.Literal(EXPORT_VERSION),
    exportedAt: Type.String({ format: 'date-time' }),
    masterKeys: Type.Optional(
      Type.Unsafe<Record<string, string>>({
        type: 'object',
        additionalProperties: { type: 'string' },
        description: 'What shows that another installation has the same master keys; nothing of the keys themselves.',
      }),
    ),
    keys: Type.Array(ExportedRow, { maxItems: 100_000 }),
  },
  {
    additionalProperties: false,
    title: 'ApiKeyExport',
    examples: [{ format: EXPORT_FORMAT, version: EXPORT_VERSION, exportedAt: '2026-03-01T12:00:00.000Z', keys: [] }],
  },
);

/** What may be imported, for the document: the file itself is read row by row. */
export const ImportFileBody = Type.Union(
  [
    ExportFile,
    Type.Array(Type.Union([WrittenRow, FlowiseRow])),
    Type.Object({ total: Type.Integer(), data: Type.Array(FlowiseRow) }, { title: 'FlowiseApiKeyPage' }),
    Type.Object(
      {
        importMode: Type.Enum([...MODE_NAMES], { type: 'string' }),
        jsonFile: Type.String({ description: '`data:application/json;base64,…`' }),
      },
      { title: 'FlowiseImportRequest' },
    ),
  ],
  { examples: [[{ name: 'Production web app', permissions: ['flows:execute'] }]] },
);

const ImportedKey = Type.Object(
  {
    row: nullable(
      Type.Integer({ description: 'The place in the file, from 0; null for a key that was only revoked.' }),
    ),
    name: Type.String(),
    action: Type.Enum(['added', 'overwritten', 'skipped', 'revoked'], { type: 'string' }),
    id: nullable(Type.String()),
    display: nullable(Type.String()),
    token: Type.Optional(nullable(Type.String({ description: 'Only where the file had none; shown this once.' }))),
    notes: Type.Array(Type.String({ description: 'What of the row was left out or changed.' })),
  },
  { title: 'ImportedKey' },
);

/** The answer to an import. */
export const ImportAnswer = Type.Object(
  {
    importId: nullable(Type.String({ description: 'Null for a dry run.' })),
    mode: Type.Enum([...IMPORT_MODES], { type: 'string' }),
    dryRun: Type.Boolean(),
    ...importCounts,
    keys: Type.Union([Type.Array(ImportedKey), Type.Null()], {
      description: 'Row by row. Null where an Idempotency-Key repeats an import of more than 1,000 rows.',
    }),
    enforcement: Type.Optional(nullable(Enforcement)),
  },
  {
    title: 'ImportResult',
    description: 'Imported; in force everywhere.',
    examples: [
      {
        importId: 'J2k8ZpL0aBcDeFgH',
        mode: 'add-new',
        dryRun: false,
        added: 1,
        overwritten: 0,
        skipped: 0,
        revoked: 0,
        keys: [
          {
            row: 0,
            name: 'Production web app',
            action: 'added',
            id: '3kTq9ZpL0aBcDeFg',
            display: '…EhI0',
            notes: [],
          },
        ],
        enforcement: ENFORCEMENT_EXAMPLE,
      },
    ],
  },
);
