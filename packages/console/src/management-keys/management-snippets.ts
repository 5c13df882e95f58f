import type { Snippet } from '../keys/snippet.ts';

/** How to use a management key at the API, as one can paste it. */
export function managementSnippets(token: string, url: string): readonly Snippet[] {
  return [
    { language: 'curl', code: `curl ${url}/v1/me -H 'Authorization: Bearer ${token}'` },
    {
      language: 'Command line',
      code: `export KEYWARD_URL=${url} KEYWARD_TOKEN=${token}
keyward keys list`,
    },
    {
      language: 'JavaScript',
      code: `import { createKeywardClient } from '@keyward/client';

const keyward = createKeywardClient({ url: '${url}', token: '${token}' });
console.log(await keyward.get('/v1/me'));`,
    },
  ];
}
