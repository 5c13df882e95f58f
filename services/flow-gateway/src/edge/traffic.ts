import type { Exchange } from './exchange.ts';

/** The exchanges under way, for a stop that waits for them. */
export interface Traffic {
  /** Counts an exchange until it is over; `onEnd` is called then. While draining its connection is not kept. */
  enter(exchange: Exchange, onEnd: (exchange: Exchange) => void): void;
  readonly underWay: number;
  /** From now on no connection is kept for another request. */
  drain(): void;
}

/** Counts exchanges from their first byte to the close of their response. */
export function createTraffic(): Traffic {
  let underWay = 0;
  let draining = false;
  return {
    enter(exchange, onEnd) {
      underWay++;
      if (draining) exchange.response.shouldKeepAlive = false;
      exchange.response.on('close', () => {
        underWay--;
        onEnd(exchange);
      });
    },
    get underWay() {
      return underWay;
    },
    drain() {
      draining = true;
    },
  };
}
