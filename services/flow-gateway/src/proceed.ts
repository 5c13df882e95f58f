/** `next` with a value that is here or still to come, at once where it is here. */
export function proceed<T, U>(value: T | Promise<T>, next: (value: T) => U | Promise<U>): U | Promise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}
