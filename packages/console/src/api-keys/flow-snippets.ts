import type { Snippet } from '../keys/snippet.ts';
import { PLACEHOLDER_GATEWAY } from '../session/session.ts';

interface Call {
  readonly token: string;
  readonly flowId: string | undefined;
  readonly gatewayUrl: string | null | undefined;
}

/** How to call a flow with a key, as one can paste it. */
export function flowSnippets({ token, flowId = 'YOUR_FLOW_ID', gatewayUrl }: Call): readonly Snippet[] {
  const url = `${gatewayUrl ?? PLACEHOLDER_GATEWAY}/api/v1/prediction/${flowId}`;
  return [
    {
      language: 'curl',
      code: `curl ${url} \\
  -H 'Authorization: Bearer ${token}' \\
  -H 'Content-Type: application/json' \\
  -d '{"question": "Hello"}'`,
    },
    {
      language: 'Python',
      code: `import requests

response = requests.post(
    "${url}",
    headers={"Authorization": "Bearer ${token}"},
    json={"question": "Hello"},
)
print(response.json()["text"])`,
    },
    {
      language: 'JavaScript',
      code: `const response = await fetch('${url}', {
  method: 'POST',
  headers: { Authorization: 'Bearer ${token}', 'Content-Type': 'application/json' },
  body: JSON.stringify({ question: 'Hello' }),
});
console.log((await response.json()).text);`,
    },
  ];
}
