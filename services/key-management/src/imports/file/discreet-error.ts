import type { FieldError } from '@keyward/auth';

/** As long as the shortest token that is strong. No member of ours has so long a name. */
const TOKEN_LENGTH = 20;

/** An error whose pointer repeats no name that could be a token: somebody may have put one where a name should stand. */
export function discreetError({ pointer, detail }: FieldError): FieldError {
  const names = pointer.split('/').map((name) => (name.length < TOKEN_LENGTH ? name : '…'));
  return { pointer: names.join('/'), detail };
}
