import type { Exchange } from '../edge/exchange.ts';
import { createWireBytes } from '../edge/wire-bytes.ts';
import { countedRequest, denialOf } from './counted-request.ts';
import type { TokenTally } from './token-tally.ts';
import type { TokenUsage } from './token-usage.ts';
import type { UsageReport } from './usage-report.ts';

/** Told of the tokens that a request has used, when it is over. */
export type UsageObserver = (keyId: string | undefined, tokens: TokenUsage) => void;

/** Settles what a request has used, when it is over: with its limits, with its key's usage and with the metrics. */
export function createAccounting(report: UsageReport, tally: TokenTally, onUsage: UsageObserver = () => undefined) {
  const wireBytes = createWireBytes();
  return (exchange: Exchange): void => {
    const { admission, tokens, keyId } = exchange;
    admission?.end(usedTokens(exchange));
    const counted = countedRequest(exchange, wireBytes(exchange.request.socket), Date.now());
    if (counted !== undefined) report.count(counted, denialOf(exchange, counted));
    if (tokens === undefined) return;
    tally.count(tokens);
    onUsage(keyId, tokens);
  };
}

/** Undefined where a model was called and nobody has told. */
function usedTokens({ tokens, response }: Exchange): number | undefined {
  if (tokens !== undefined) return tokens.input + tokens.output;
  return response.statusCode >= 400 ? 0 : undefined;
}
