import { join } from 'node:path';
import { readSettings, SettingsError } from './settings.ts';
import { banner } from './stack/banner.ts';
import { type StartedStack, startStack } from './stack/start-stack.ts';
import { createSupervisor } from './stack/supervisor.ts';

const supervisor = createSupervisor();
const stopSignal = Promise.withResolvers<string>();

// The first signal stops everything in order; whoever sends another one does not want to wait for that. A Ctrl-C comes
// twice at once, though: from the terminal, and through npm.
let firstSignalAt: number | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    firstSignalAt ??= performance.now();
    if (performance.now() - firstSignalAt > 1_000) process.exit(130);
    stopSignal.resolve(signal);
  });
}
// The launcher is gone, by a `kill -9` for instance.
process.once('disconnect', () => stopSignal.resolve('its starter is gone'));
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
  if (typeof started !== 'string') say(banner(started, join(settings.dataFolder, 'local.json')));
  say(`Stopping (${await interrupted}).`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof SettingsError ? 78 : 1;
}
await supervisor.stop();
// What was just being started when the signal came is stopped as soon as it is up.
await Promise.allSettled([starting]);
process.exit();
