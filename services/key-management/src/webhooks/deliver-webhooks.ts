import type { FastifyInstance } from 'fastify';
import { databaseFailure } from '../database/failure.ts';
import { type DeliveryObserver, deliverDue } from './deliver.ts';
import { createWebhookSender } from './send-webhook.ts';

const LOOK_EVERY_MS = 2_000;

/** Sends what is due while the service runs; every replica does, each other messages. */
export function deliverWebhooks(app: FastifyInstance, observe?: DeliveryObserver): void {
  const { db, masterKeys, upstreamAddresses, feed } = app.services;
  const sender = createWebhookSender(upstreamAddresses);
  let busy: Promise<void> | undefined;
  let failing = false;

  async function deliver(): Promise<void> {
    try {
      while (!feed.stopping.aborted && (await deliverDue(db, masterKeys, sender.send, observe)) > 0);
      failing = false;
    } catch (error) {
      // Once for each time that the database is away, or has no tables yet.
      if (failing) return;
      failing = true;
      const failure = JSON.stringify(databaseFailure(error) ?? { kind: 'other' });
      app.log.warn(`webhooks could not be delivered and will be tried again: ${failure}`);
    }
  }

  const timer = setInterval(() => {
    busy ??= deliver().finally(() => {
      busy = undefined;
    });
  }, LOOK_EVERY_MS);
  timer.unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    await sender.close();
    await busy;
  });
}
