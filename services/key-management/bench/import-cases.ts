/** An import that is measured. Each comes after the ones before it, into the same workspace. */
export interface ImportCase {
  readonly keys: number;
  /** What is in the file: new tokens, some with pairs; the same tokens under other names; nothing but bad rows. */
  readonly content: 'tokens' | 'pairs' | 'other names' | 'bad rows';
  readonly mode: 'add-new' | 'overwrite' | 'error-if-exists';
  readonly dryRun?: true;
  /** What it has to be answered. */
  readonly status: number;
  /** Whether nothing is introspected meanwhile, so that what the event loop does is all the import's. */
  readonly alone?: true;
}

/** Every end that an import of many keys can come to. */
export function importCases(keys: number, pairs: number): ImportCase[] {
  return [
    { keys, content: 'tokens', mode: 'add-new', status: 200 },
    { keys, content: 'tokens', mode: 'add-new', status: 200 },
    { keys, content: 'tokens', mode: 'add-new', status: 200, alone: true },
    { keys, content: 'tokens', mode: 'overwrite', status: 200 },
    { keys, content: 'tokens', mode: 'overwrite', dryRun: true, status: 200, alone: true },
    { keys, content: 'tokens', mode: 'error-if-exists', status: 409, alone: true },
    { keys, content: 'other names', mode: 'add-new', status: 422, alone: true },
    { keys, content: 'other names', mode: 'overwrite', dryRun: true, status: 422, alone: true },
    { keys, content: 'bad rows', mode: 'add-new', status: 422, alone: true },
    { keys: pairs, content: 'pairs', mode: 'add-new', status: 200 },
  ];
}
