import t from 'tap';

import type { TokenUsage } from '../../src/usage/token-usage.ts';
import { createUsageReader } from '../../src/usage/usage-reader.ts';

function read(answer: string, length: number): TokenUsage | undefined {
  let last: TokenUsage | undefined;
  const readAlong = createUsageReader((usage) => {
    last = usage;
  });
  const bytes = Buffer.from(answer);
  for (let at = 0; at < bytes.length; at += length) readAlong(bytes.subarray(at, at + length));
  return last;
}

const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`;

t.test('the counts are found in every form of answer, wherever the pieces end', async (t) => {
  const chat = { prompt_tokens: 7, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 1 } };
  const answers: Record<string, [string, TokenUsage | undefined]> = {
    'a plain answer': [JSON.stringify({ choices: ['x'.repeat(500)], usage: chat, id: 1 }), { input: 7, output: 4 }],
    'a printed answer': [JSON.stringify({ usage: chat }, null, 2), { input: 7, output: 4 }],
    'a stream': [
      `${event({ usage: null }) + event({ delta: 'x' }) + event({ choices: [], usage: chat })}data: [DONE]\n\n`,
      { input: 7, output: 4 },
    ],
    'a stream with counts in each event: the last one counts': [
      event({ usage: { prompt_tokens: 7, completion_tokens: 1 } }) + event({ usage: chat }),
      { input: 7, output: 4 },
    ],
    'the interface of responses': [
      event({ type: 'response.completed', response: { usage: { input_tokens: 5, output_tokens: 6 } } }),
      { input: 5, output: 6 },
    ],
    'counts that come one after the other': [
      event({ usage: { input_tokens: 9 } }) + event({ usage: { output_tokens: 3 } }),
      { input: 9, output: 3 },
    ],
    embeddings: [JSON.stringify({ usage: { prompt_tokens: 3, total_tokens: 3 } }), { input: 3, output: 0 }],
    'the word in a text': [JSON.stringify({ content: '"usage": {"prompt_tokens": 9}' }), undefined],
    'something else of that name': [JSON.stringify({ properties: { usage: { type: 'object' } } }), undefined],
    'counts that are none': [JSON.stringify({ usage: { prompt_tokens: -1, completion_tokens: '5' } }), undefined],
    'counts that are no whole numbers': [
      `{"usage":{"prompt_tokens":1.5,"completion_tokens":1e3,"input_tokens":true,"output_tokens":${'9'.repeat(30)}}}`,
      undefined,
    ],
    'counts of which one is none': [
      JSON.stringify({ usage: { prompt_tokens: 7, completion_tokens: null } }),
      { input: 7, output: 0 },
    ],
    'names of counts that are no members of the object': [
      JSON.stringify({
        usage: { of: ['prompt_tokens', 9, { input_tokens: 8 }], as: 'output_tokens', prompt_tokens: 7 },
      }),
      { input: 7, output: 0 },
    ],
    'texts with braces and quotes': [
      JSON.stringify({ usage: { note: '}"{\\', prompt_tokens: 7, '}': '{{', completion_tokens: 4 } }),
      { input: 7, output: 4 },
    ],
    'an object in an object of its name': [
      JSON.stringify({ usage: { prompt_tokens: 1, usage: { prompt_tokens: 7, completion_tokens: 4 }, note: 'x' } }),
      { input: 7, output: 4 },
    ],
    'an object without an end': [`{"usage":{"prompt_tokens":1,"x":"${'y'.repeat(5000)}`, undefined],
    nothing: ['', undefined],
  };
  for (const [name, [answer, expected]] of Object.entries(answers)) {
    for (const length of [1, 2, 3, 5, 8, 13, 21, 100, 10_000]) t.same(read(answer, length), expected, name);
  }
});
