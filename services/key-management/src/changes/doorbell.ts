import pg from 'pg';
import { ACKNOWLEDGED_CHANNEL, CHANGED_CHANNEL } from './sql-feed-store.ts';

/** A connection of its own that hears when another replica has committed something. */
export interface Doorbell {
  close(): Promise<void>;
}

export interface DoorbellOptions {
  readonly url: string;
  /** A write was committed. Also called after a gap in the listening, when one may have been. */
  onChanged(): void;
  /** A lease has acknowledged something, or is over. Likewise. */
  onAcknowledged(): void;
  onConnected(): void;
  onLost(error: Error): void;
}

const RETRY_MS = 500;

/** Listens for NOTIFY, again and again until it is closed. What is missed meanwhile is found by looking. */
export function openDoorbell(options: DoorbellOptions): Doorbell {
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const lost = (gone: pg.Client, error: Error): void => {
    // A connection that was given up can go on to fail.
    if (closed || gone !== client) return;
    client = undefined;
    options.onLost(error);
    gone.end().catch(() => undefined);
    retry = setTimeout(() => void listen(), RETRY_MS);
  };

  const listen = async (): Promise<void> => {
    const mine = new pg.Client({
      connectionString: options.url,
      application_name: 'keyward-doorbell',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client = mine;
    mine.on('error', (error) => lost(mine, error));
    mine.on('end', () => lost(mine, new Error('the connection was closed')));
    mine.on('notification', ({ channel }) => {
      if (channel === CHANGED_CHANNEL) options.onChanged();
      if (channel === ACKNOWLEDGED_CHANNEL) options.onAcknowledged();
    });
    try {
      await mine.connect();
      await mine.query(`listen ${CHANGED_CHANNEL}; listen ${ACKNOWLEDGED_CHANNEL}`);
      options.onConnected();
      options.onChanged();
      options.onAcknowledged();
    } catch (error) {
      lost(mine, error instanceof Error ? error : new Error(String(error)));
    }
  };

  void listen();
  return {
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
