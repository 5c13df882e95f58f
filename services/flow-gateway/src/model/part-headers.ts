import { parameterFamily } from '../forwarding/name-families.ts';

/** A part of a form, as its headers tell. */
export interface Part {
  readonly name: string;
  /** What readers who make lists and objects of names like `model[]` take it for. */
  readonly family: string;
  readonly isFile: boolean;
}

const DISPOSITION = /^form-data((?:; ?(?:name|filename|filename\*)=(?:"[^"\\]*"|[^\s"\\;]+))+)$/i;
const PARAMETER = /; ?([a-z*]+)=(?:"([^"\\]*)"|([^\s"\\;]+))/gi;
/** Headers that leave the content as it is. */
const HARMLESS: ReadonlySet<string> = new Set(['content-type', 'content-length', 'content-id', 'content-location']);

/**
 * Reads the headers of a part, given without the empty line behind them. Undefined where there is anything that one
 * reader takes for a name and another one does not.
 */
export function readPartHeaders(text: string): Part | undefined {
  let part: Part | undefined;
  for (const line of text.split('\r\n')) {
    const match = /^([A-Za-z-]+):[ \t]*([^\r\n\0]*)$/.exec(line);
    const [, name = '', value = ''] = match ?? [];
    const lower = name.toLowerCase();
    if (lower === 'content-disposition') {
      if (part !== undefined) return undefined;
      part = readDisposition(value.trimEnd());
      if (part === undefined) return undefined;
    } else if (lower === 'content-transfer-encoding') {
      if (!/^(?:7bit|8bit|binary)$/i.test(value)) return undefined;
    } else if (!HARMLESS.has(lower)) {
      return undefined;
    }
  }
  // This field of HTML forms says how the others are encoded.
  return part?.name === '_charset_' ? undefined : part;
}

function readDisposition(value: string): Part | undefined {
  const parameters = DISPOSITION.exec(value)?.[1];
  if (parameters === undefined) return undefined;
  const names: string[] = [];
  let isFile = false;
  for (const [, key = '', quoted, bare] of parameters.matchAll(PARAMETER)) {
    if (key.toLowerCase() === 'name') names.push(quoted ?? bare ?? '');
    else isFile = true;
  }
  const [name] = names;
  return name === undefined || names.length > 1 ? undefined : { name, family: parameterFamily(name), isFile };
}
