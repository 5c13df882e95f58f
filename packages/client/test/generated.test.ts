import { readFile } from 'node:fs/promises';
import { createDatabase } from '@keyward/standalone/test/fixtures/cluster/database.ts';
import t from 'tap';
import { readLiveDocument } from '../generate/live-document.ts';
import { GENERATED_FILE, typesOfDocument } from '../generate/types-of-document.ts';

t.setTimeout(120_000);

t.test('the types are those of the document that key-management serves', async (t) => {
  const document = await readLiveDocument(t, await createDatabase(t));
  const made = await typesOfDocument(document);
  const kept = await readFile(GENERATED_FILE, 'utf8');
  // Compared by line, so that what differs can be seen.
  const [there, here] = [new Set(made.split('\n')), new Set(kept.split('\n'))];
  t.same([...there].filter((line) => !here.has(line)).slice(0, 10), [], 'run: pnpm --filter @keyward/client generate');
  t.ok(made === kept, 'the types are stale, run: pnpm --filter @keyward/client generate');
});
