import cluster from 'node:cluster';

/**
 * Loaded in front of a service (`node --import`): stops it when the process that started it is gone. The channel
 * between the two closes with its other end, after a `kill -9` too; the service itself knows nothing of this.
 */
const PATIENCE_MS = 3_000;

// The channel of a service's own workers is cluster's: it must be kept, and they end when it closes.
if (cluster.isPrimary) {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  // Listening must not keep a program alive that has nothing else to do.
  process.channel?.unref();
}
