/** What is said of one unit instead of a number: before and after now. */
type Named = readonly [last: string, next: string];

const STEPS: readonly [unit: string, seconds: number, one?: Named][] = [
  ['year', 31_536_000, ['last year', 'next year']],
  ['month', 2_592_000, ['last month', 'next month']],
  ['day', 86_400, ['yesterday', 'tomorrow']],
  ['hour', 3600],
  ['minute', 60],
];

/**
 * How long ago or ahead of `now` (both in ms) a moment is, in words: «3 hours ago», «in 2 days». Without `Intl`, whose
 * first use costs a page as much as all rows of a list.
 */
export function relative(moment: string, now: number): string {
  const seconds = (Date.parse(moment) - now) / 1000;
  const step = STEPS.find(([, length]) => Math.abs(seconds) >= length);
  if (step === undefined) return seconds > 0 ? 'in less than a minute' : 'just now';
  const [unit, length, named] = step;
  const count = Math.trunc(Math.abs(seconds) / length);
  if (count === 1 && named !== undefined) return seconds > 0 ? named[1] : named[0];
  const span = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return seconds > 0 ? `in ${span}` : `${span} ago`;
}

export function dateTime(moment: string): string {
  return new Date(moment).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
}

export function date(moment: string): string {
  return new Date(moment).toLocaleDateString('en', { dateStyle: 'medium' });
}
