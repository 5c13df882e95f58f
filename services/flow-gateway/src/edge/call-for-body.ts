import type { Exchange } from './exchange.ts';

/** Tells a client that waits for it to send its body (RFC 9110 section 10.1.1); once at most. */
export function callForBody(exchange: Exchange): void {
  if (!exchange.awaitsContinue) return;
  exchange.awaitsContinue = false;
  if (!exchange.response.headersSent) exchange.response.writeContinue();
}
