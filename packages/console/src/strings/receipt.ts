export const receipt = {
  none: 'No gateway is running, so none accepts it.',
  acknowledged: (done: number, all: number, ms: number) =>
    `In force at ${done} of ${all} ${all === 1 ? 'gateway' : 'gateways'} after ${ms} ms.`,
  refused: (done: number, all: number, ms: number) =>
    `Refused by ${done} of ${all} ${all === 1 ? 'gateway' : 'gateways'} after ${ms} ms.`,
  lapsed: (count: number) =>
    `${count} ${count === 1 ? 'gateway was' : 'gateways were'} silent; ${count === 1 ? 'its' : 'their'} lease is over, so nothing stale is accepted.`,
  stale: (seconds: number) => `A silent gateway may go on with old answers for ${seconds} s, as it was configured to.`,
};
