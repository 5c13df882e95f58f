import { PROBLEMS, ProblemError } from '@keyward/auth';

import { headerFamily } from '../forwarding/name-families.ts';
import { JsonModelScan } from './json-model.ts';
import { type ModelScan, malformedBody } from './model-scan.ts';
import { boundaryOf, createMultipartModelScan } from './multipart-model.ts';

const JSON_TYPE = /^application\/(?:json|[\w.-]+\+json)[ \t]*(?:;[ \t]*charset="?utf-?8"?)?$/i;

/**
 * The scan for the kind of body that the headers announce: JSON in UTF-8, or a form. Throws a ProblemError: 415 for
 * others and for compressed ones, 400 where the headers say it twice.
 */
export function scanFor(rawHeaders: readonly string[]): ModelScan {
  let type: string | undefined;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    // Of the names that are looked for, in whichever spelling.
    if (name.length !== 12 && name.length !== 16) continue;
    const value = rawHeaders[at + 1] ?? '';
    switch (headerFamily(name.toLowerCase())) {
      case 'content-type':
        if (type !== undefined) throw malformedBody('There is more than one Content-Type header.');
        type = value.trim();
        break;
      case 'content-encoding':
        if (value !== '' && value.toLowerCase() !== 'identity') {
          throw unsupported('The body must not be compressed: its model is read here.');
        }
        break;
    }
  }
  if (type === undefined || type === 'application/json' || JSON_TYPE.test(type)) return new JsonModelScan();
  const boundary = boundaryOf(type);
  if (boundary !== undefined) return createMultipartModelScan(boundary);
  throw unsupported('The body must be application/json in UTF-8, or multipart/form-data with a plain boundary.');
}

function unsupported(detail: string): ProblemError {
  return new ProblemError(PROBLEMS.unsupportedMediaType, { detail });
}
