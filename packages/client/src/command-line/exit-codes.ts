/** What a script can tell from how the command ended. */
export const EXIT = {
  ok: 0,
  failure: 1,
  usage: 2,
  notAllowed: 3,
  notFound: 4,
  conflict: 5,
  invalid: 6,
  unavailable: 7,
  interrupted: 130,
} as const;

/** The table at the end of `keyward --help`. */
export const EXIT_CODES_HELP = `
Exit codes:
  0    done
  1    failed unexpectedly, or not confirmed
  2    used wrongly: the message says how
  3    not signed in, or not allowed (401, 403)
  4    not found (404)
  5    in conflict with what there is, or changed meanwhile (409, 412)
  6    not valid: the message names each field (400, 422)
  7    key-management does not answer (network, 429, 503)
  130  interrupted`;

const BY_STATUS: Readonly<Record<number, number>> = {
  400: EXIT.invalid,
  401: EXIT.notAllowed,
  403: EXIT.notAllowed,
  404: EXIT.notFound,
  409: EXIT.conflict,
  412: EXIT.conflict,
  413: EXIT.invalid,
  422: EXIT.invalid,
  429: EXIT.unavailable,
  502: EXIT.unavailable,
  503: EXIT.unavailable,
  504: EXIT.unavailable,
};

/** The exit code for an answer's HTTP status. */
export function exitCodeOf(status: number): number {
  return BY_STATUS[status] ?? EXIT.failure;
}
