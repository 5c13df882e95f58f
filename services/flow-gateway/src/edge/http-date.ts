let second = 0;
let text = '';

/** The present time as `Date` has it (RFC 9110 section 5.6.7), written once a second. */
export function httpDate(now: number = Date.now()): string {
  const present = Math.floor(now / 1000);
  if (present !== second) {
    second = present;
    text = new Date(now).toUTCString();
  }
  return text;
}
