/** Stands in for a shared store that fails. */
export interface Insurance {
  /** What `shared` gives, or `own` where it fails or has failed lately. */
  run<T>(shared: () => Promise<T>, own: () => T | Promise<T>): Promise<T>;
  /** Whether it stands in now. */
  readonly inForce: boolean;
  /** How often the store has failed. */
  readonly failures: number;
}

/** How long a request waits for the store before the insurance stands in, in milliseconds. */
const ANSWER_MS = 250;
/** For how long a store that has failed is left alone, in milliseconds. Then one call tries it for all. */
const PAUSE_MS = 1_000;

/** `now` is monotonic, in milliseconds; `onChange` is told when it comes into force, with the reason, and when it ends. */
export function createInsurance(
  onChange: (failure: unknown) => void = () => undefined,
  now: () => number = () => performance.now(),
): Insurance {
  let inForce = false;
  let triesAt = 0;
  let failures = 0;

  return {
    get inForce() {
      return inForce;
    },
    get failures() {
      return failures;
    },
    async run(shared, own) {
      if (inForce) {
        if (now() < triesAt) return await own();
        triesAt = now() + PAUSE_MS;
      }
      try {
        const result = await answered(shared());
        if (inForce) onChange(undefined);
        inForce = false;
        return result;
      } catch (failure) {
        failures++;
        triesAt = now() + PAUSE_MS;
        if (!inForce) onChange(failure);
        inForce = true;
        return await own();
      }
    },
  };
}

/** An answer that has come counts, also where this process was too busy to read it: that is done before the immediate. */
function answered<T>(call: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new Error(`the store gave no answer within ${ANSWER_MS} ms`));
    const timer = setTimeout(() => setImmediate(giveUp), ANSWER_MS).unref();
    call.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
