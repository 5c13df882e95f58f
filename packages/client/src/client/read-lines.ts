/** The lines of an answer as they arrive (NDJSON), parsed. Throws where one is no JSON: the answer broke off. */
export async function* readLines(response: Response): AsyncGenerator<unknown> {
  let begun: string[] = [];
  for await (const text of textOf(response)) {
    const parts = text.split('\n');
    const rest = parts.pop() ?? '';
    for (const part of parts) {
      const line = begun.join('') + part;
      begun = [];
      if (line !== '') yield JSON.parse(line);
    }
    if (rest !== '') begun.push(rest);
  }
  if (begun.length > 0) yield JSON.parse(begun.join(''));
}

async function* textOf({ body }: Response): AsyncGenerator<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
