import { createDataUriDecoder } from './data-uri.ts';
import { splitJson } from './split-json.ts';
import { UnusableFile } from './unusable-file.ts';

/** The file inside Flowise's import request. */
export interface EmbeddedFile {
  /** Takes the next part of the text that holds it, as it stands in the request. */
  push(part: Buffer): void;
  end(): void;
}

/** Reads a list of keys from a data URI that arrives in parts. Throws UnusableFile for anything else. */
export function createEmbeddedFile(parts: { list(): void; element(value: unknown): void }): EmbeddedFile {
  const inner = splitJson({
    list(name) {
      if (name !== '') refuse();
      parts.list();
    },
    element: (_list, value) => parts.element(value),
    member: refuse,
    streams: () => false,
    text: () => undefined,
  });
  const decoder = createDataUriDecoder((bytes) => inner.push(bytes));
  return {
    push: (part) => decoder.push(part),
    end() {
      decoder.end();
      inner.end();
    },
  };
}

function refuse(): never {
  throw new UnusableFile('not-json', 'jsonFile must hold a list of keys.');
}
