import { PROBLEMS, ProblemError } from '@keyward/auth';

import { GATEWAY_PROBLEMS } from '../problems.ts';

/** The name of a model, and where it stands in a body: offsets of bytes, the second one behind it. */
export interface FoundModel {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Looks for the model in a body, piece by piece, to its end: a second one behind the first would be what the provider
 * takes.
 */
export interface ModelScan {
  /** Throws a ProblemError (400) where the body could be read as naming another model, or names none that can be read. */
  feed(piece: Buffer): void;
  readonly found: FoundModel | undefined;
  /** How many tokens the answer may have at most, as far as what was read of the body tells. */
  readonly maxTokens: number | undefined;
  /** What another name looks like in the place of the one that was found. */
  spell(name: string): string;
}

/** No provider's names are nearly as long. */
export const MAX_MODEL_BYTES = 1024;

const AT_MODEL = { errors: [{ pointer: '/model', detail: 'must be the name of a model of the gateway, once' }] };

/** The refusal of a body that does not name a model where that can be found. */
export function modelMissing(detail: string): ProblemError {
  return new ProblemError(GATEWAY_PROBLEMS.modelMissing, { ...AT_MODEL, detail });
}

/** The refusal of a request that another reader could take for one that names another model. */
export function modelAmbiguous(detail: string): ProblemError {
  return new ProblemError(GATEWAY_PROBLEMS.modelAmbiguous, { ...AT_MODEL, detail });
}

/** The refusal of a model that the gateway does not have. */
export function modelNotFound(name: string): ProblemError {
  const shown = JSON.stringify(name.slice(0, 100));
  return new ProblemError(GATEWAY_PROBLEMS.modelNotFound, {
    ...AT_MODEL,
    detail: `The model ${shown} does not exist or the key's gateway does not offer it.`,
  });
}

/** The refusal of a body that is not what its Content-Type says. */
export function malformedBody(detail: string): ProblemError {
  return new ProblemError(PROBLEMS.invalidRequest, { detail });
}

/** Whether some reader takes a name for `model`: encodings of Go ignore the case, those of C end at a NUL. */
export function readsAsModel(name: string): boolean {
  if (name.length !== 5 && name.charCodeAt(5) !== 0) return false;
  return name.slice(0, 5).toLowerCase() === 'model';
}
