export interface ChangedMember {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

type Snapshot = Readonly<Record<string, unknown>> | null;

/** The members that differ between two snapshots of a resource, as text. */
export function changedMembers(before: Snapshot, after: Snapshot): ChangedMember[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .map((name) => ({ name, before: textOf(before?.[name]), after: textOf(after?.[name]) }))
    .filter((member) => member.before !== member.after);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
