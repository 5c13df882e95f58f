import type { Snippet } from '../keys/snippet.ts';
import { PLACEHOLDER_GATEWAY } from '../session/session.ts';

interface Call {
  readonly token: string;
  readonly model: string | undefined;
  readonly gatewayUrl: string | null | undefined;
}

/** How to ask a language model with a key, as one can paste it. */
export function modelSnippets({ token, model = 'YOUR_MODEL', gatewayUrl }: Call): readonly Snippet[] {
  const url = `${gatewayUrl ?? PLACEHOLDER_GATEWAY}/v1`;
  return [
    {
      language: 'curl',
      code: `curl ${url}/chat/completions \\
  -H 'Authorization: Bearer ${token}' \\
  -H 'Content-Type: application/json' \\
  -d '{"model": "${model}", "messages": [{"role": "user", "content": "Hello"}]}'`,
    },
    {
      language: 'Python',
      code: `from openai import OpenAI

client = OpenAI(base_url="${url}", api_key="${token}")
answer = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "Hello"}],
)
print(answer.choices[0].message.content)`,
    },
    {
      language: 'JavaScript',
      code: `import OpenAI from 'openai';

const client = new OpenAI({ baseURL: '${url}', apiKey: '${token}' });
const answer = await client.chat.completions.create({
  model: '${model}',
  messages: [{ role: 'user', content: 'Hello' }],
});
console.log(answer.choices[0].message.content);`,
    },
  ];
}
