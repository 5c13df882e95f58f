import { join } from 'node:path';
import { readSettings, SettingsError } from './settings.ts';
import { banner } from './stack/banner.ts';
import { type StartedStack, startStack } from './stack/start-stack.ts';
import { createSupervisor } from './stack/supervisor.ts';

const supervisor = createSupervisor();
const stopSignal = Promise.withResolvers<undefined>();

// The first signal stops everything in order; whoever sends another one does not want to wait for that.
let signals = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    signals += 1;
    if (signals > 1) process.exit(130);
    say(`Stopping (${signal}).`);
    stopSignal.resolve(undefined);
  });
}
// The launcher is gone, by a `kill -9` for instance.
process.once('disconnect', () => stopSignal.resolve(undefined));
process.channel?.unref();
// A closed terminal must not end the process before its children.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

let starting: Promise<StartedStack> | undefined;
try {
  const settings = readSettings(process.env);
  const interrupted = Promise.race([supervisor.failure, stopSignal.promise]);
  starting = startStack(settings, supervisor, say);
  const started = await Promise.race([starting, interrupted]);
  if (started !== undefined) {
    say(banner(started, join(settings.dataFolder, 'local.json')));
    await interrupted;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof SettingsError ? 78 : 1;
}
await supervisor.stop();
// What was just being started when the signal came is stopped as soon as it is up.
await Promise.allSettled([starting]);
process.exit();
