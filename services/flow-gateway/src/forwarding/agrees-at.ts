/** Whether `data` from `at` on is the same as `pattern`, as far as both go. For short ones: a call to the platform costs more. */
export function agreesAt(data: Buffer, at: number, pattern: Buffer): boolean {
  const end = Math.min(pattern.length, data.length - at);
  for (let index = 0; index < end; index++) {
    if (data[at + index] !== pattern[index]) return false;
  }
  return true;
}
