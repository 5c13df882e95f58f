import type { Schemas } from '../../index.ts';

/** The receipt of a change in words: `refused by 2 of 2 gateways after 6 ms`. */
export function receipt(enforcement: Schemas['Enforcement'] | undefined, verb = 'in force at'): string {
  if (enforcement === undefined) return 'the gateways are not waited for';
  const { gateways, acknowledged, lapsed, waitedMs, staleForMs } = enforcement;
  if (gateways === 0) return 'no gateway is connected';
  const missing = lapsed === 0 ? '' : `; ${lapsed} gave no sign and accept nothing without asking`;
  const stale = staleForMs === undefined ? '' : `; one that is cut off may go on for ${Math.ceil(staleForMs / 1000)} s`;
  return `${verb} ${acknowledged} of ${gateways} ${gateways === 1 ? 'gateway' : 'gateways'} after ${waitedMs} ms${missing}${stale}`;
}
