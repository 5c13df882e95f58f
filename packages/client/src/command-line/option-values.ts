import { InvalidArgumentError } from '@commander-js/extra-typings';

/** Values of an option that may be given several times, or once with commas. */
export function collect(value: string, earlier: readonly string[] | undefined): string[] {
  return [...(earlier ?? []), ...value.split(',').map((part) => part.trim())].filter((part) => part !== '');
}

/** A whole number from 1. */
export function count(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(value);
}

/** `name=value` pairs; what reads as JSON is taken as JSON. */
export function pair(value: string, earlier: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> {
  const at = value.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It must be like team=checkout.');
  return { ...earlier, [value.slice(0, at)]: jsonOrText(value.slice(at + 1)) };
}

/** Those members that have a value. */
export function given<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
