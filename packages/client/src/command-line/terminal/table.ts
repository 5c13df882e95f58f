import { plainText } from './plain-text.ts';
import type { Terminal } from './terminal.ts';

/** A column: its heading, and what stands in it for an item. */
export type Columns<Item> = Readonly<Record<string, (item: Item) => string | number | null | undefined>>;

const GAP = '  ';
const NOTHING = '-';

/** A table for people: aligned columns under a heading. */
export function table<Item>(terminal: Terminal, items: readonly Item[], columns: Columns<Item>): string {
  const heading = Object.keys(columns);
  const rows = items.map((item) => Object.values(columns).map((value) => cell(value(item))));
  const widths = heading.map((title, column) =>
    Math.max(lengthOf(title), ...rows.map((row) => lengthOf(row[column] ?? ''))),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((text, column) => text + ' '.repeat(Math.max(0, (widths[column] ?? 0) - lengthOf(text))))
      .join(GAP)
      .trimEnd();
  return [terminal.style('bold', line(heading)), ...rows.map(line), ''].join('\n');
}

/** The members of one resource, a line each. */
export function details(terminal: Terminal, members: Readonly<Record<string, unknown>>): string {
  const width = Math.max(...Object.keys(members).map(lengthOf));
  const lines = Object.entries(members).map(([name, value]) => {
    const text = typeof value === 'string' || typeof value === 'number' ? cell(value) : shown(value);
    return `${terminal.style('bold', name.padEnd(width))}${GAP}${text}`;
  });
  return `${lines.join('\n')}\n`;
}

function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined || value === '') return NOTHING;
  return plainText(String(value));
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return NOTHING;
  if (Array.isArray(value)) return value.length === 0 ? NOTHING : plainText(value.map(String).join(', '));
  return plainText(JSON.stringify(value));
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
