import type { Snippet } from '../keys/snippet.ts';

/** How a gateway is given its key. */
export function serviceSnippets(token: string, url: string): readonly Snippet[] {
  return [
    {
      language: 'Environment',
      code: `KEY_MANAGEMENT_URL=${url}
SERVICE_KEY=${token}`,
    },
  ];
}
