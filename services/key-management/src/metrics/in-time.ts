/** Well below the ten seconds after which Prometheus gives a scrape up, and all numbers with it. */
const PATIENCE_MS = 2_000;

/** What a question to the database brings. Rejects where nothing has come after two seconds. */
export function inTime<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the database gives no answer in time')), PATIENCE_MS);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
