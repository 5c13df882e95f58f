import type { RowCheck, RowRules, RowSecret } from './checked-row.ts';
import { discreetError } from './discreet-error.ts';
import { createDoubles } from './doubled-rows.ts';
import { createEmbeddedFile, type EmbeddedFile } from './embedded-file.ts';
import type { FileFaults } from './error-list.ts';
import { checkExportedRow } from './exported-row.ts';
import { fileShape } from './file-shape.ts';
import { checkFlowiseRow } from './flowise-row.ts';
import type { FileSummary, RowBatch } from './row-batch.ts';
import { createRowErrors } from './row-errors.ts';
import { type JsonParts, splitJson } from './split-json.ts';
import { stagedJson } from './staged-json.ts';
import { UnusableFile } from './unusable-file.ts';
import { checkWrittenRow } from './written-row.ts';

/** How many keys a file may hold. */
export const MAX_ROWS = 100_000;

export interface FileReaderRules extends RowRules {
  /** What proves that a file's master keys are ours, by their ids. */
  readonly masterKeyProofs: Readonly<Record<string, string>>;
}

export interface FileReader {
  /** The rows that end in this chunk. */
  push(chunk: Buffer): RowBatch;
  /** The rows that were left, what the whole file is, and what is wrong with it. */
  end(): RowBatch & { readonly summary: FileSummary; readonly faults: FileFaults };
}

/**
 * Reads a file of any format from its chunks, row by row, and checks all that the file alone can tell. Throws
 * UnusableFile for one that is no JSON or holds too many rows.
 */
export function createFileReader(rules: FileReaderRules): FileReader {
  const errors = createRowErrors();
  const doubles = createDoubles();
  const lists: string[] = [];
  const members = new Map<string, unknown>();
  const rowsByKid = new Map<string, number[]>();
  let flowiseRows = false;
  let rows = 0;
  let pairs = false;
  let minted = false;
  let embedded: EmbeddedFile | undefined;
  let json: string[] = [];
  let secrets: (RowSecret & { row: number })[] = [];

  function addRow(check: RowCheck): void {
    const row = rows++;
    if (rows > MAX_ROWS) throw new UnusableFile('too-many-rows', `A file holds ${MAX_ROWS} keys at most.`);
    if (!check.ok) {
      errors.add(row, check.errors);
      return;
    }
    const doubled = doubles.find(row, check.row);
    if (doubled.length > 0) errors.add(row, doubled);
    const kid = check.row.hash === null ? undefined : check.row.lookup?.split('.')[0];
    if (kid !== undefined) {
      const same = rowsByKid.get(kid);
      if (same === undefined) rowsByKid.set(kid, [row]);
      else same.push(row);
    }
    json.push(stagedJson(row, check.row));
    if (check.secret === undefined) return;
    secrets.push({ row, ...check.secret });
    if (check.secret.apiSecret !== null) pairs = true;
    if (check.secret.minted) minted = true;
  }

  function takeBatch(): RowBatch {
    const batch = { json: json.join(','), secrets, rows };
    json = [];
    secrets = [];
    return batch;
  }

  const outer: JsonParts = {
    list: (name) => void lists.push(name),
    element: (name, value) => addRow(checkElement(name, value)),
    member(name, value) {
      if (members.has(name)) throw new UnusableFile('not-json', 'The file has a member twice.');
      if (name !== 'jsonFile') members.set(name, value);
    },
    streams: (name) => name === 'jsonFile',
    text: (_name, part) => {
      embedded ??= createEmbeddedFile({
        list: () => void lists.push('jsonFile'),
        element: (value) => addRow(checkElement('jsonFile', value)),
      });
      embedded.push(part);
    },
  };

  function checkElement(list: string, value: unknown): RowCheck {
    if (list === 'keys') return checkExportedRow(value, rules);
    if (list === 'data' || list === 'jsonFile') return checkFlowiseRow(value, rules);
    const flowise = typeof value === 'object' && value !== null && ('apiKey' in value || 'keyName' in value);
    if (flowise) flowiseRows = true;
    return flowise ? checkFlowiseRow(value, rules) : checkWrittenRow(value, rules);
  }

  const document = splitJson(outer);
  return {
    push(chunk) {
      document.push(chunk);
      return takeBatch();
    },
    end() {
      document.end();
      embedded?.end();
      const shape = fileShape({ lists, members, flowiseRows });
      for (const [kid, affected] of rowsByKid) {
        const proof = Object.hasOwn(shape.masterKeys, kid) ? shape.masterKeys[kid] : undefined;
        if (proof === undefined || proof === rules.masterKeyProofs[kid]) continue;
        const detail = 'names a master key that has another value in this installation';
        for (const row of affected) errors.add(row, [{ pointer: '/lookup/kid', detail }]);
      }
      const { rowsAt, format, importMode } = shape;
      const faults = { rowsAt, fileErrors: shape.errors.map(discreetError), rowErrors: errors.list() };
      const bad = faults.fileErrors.length + faults.rowErrors.length > 0;
      return { ...takeBatch(), summary: { format, importMode, rowsAt, rows, bad, pairs, minted }, faults };
    },
  };
}
