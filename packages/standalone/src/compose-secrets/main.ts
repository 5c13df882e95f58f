import { fileURLToPath } from 'node:url';
import { makeComposeSecrets } from './make-secrets.ts';

const folder = fileURLToPath(new URL('../../../../secrets', import.meta.url));
const made = await makeComposeSecrets(folder);
process.stdout.write(
  made.length === 0
    ? `${folder} is complete; nothing was changed.\n`
    : `Made in ${folder}: ${made.join(', ')}.\nThe management key is in ${folder}/management_key.\n`,
);
