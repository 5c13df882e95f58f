#!/usr/bin/env node
import module from 'node:module';

// Plain JavaScript: an older Node only gets as far as handing over to the one that the workspace brings along.
if (process.features.typescript) {
  module.enableCompileCache?.();
  await import('../src/admin/main.ts');
} else {
  const { runCommand } = await import('../../../packages/standalone/launcher/run-command.js');
  await runCommand(new URL('../src/admin/main.ts', import.meta.url));
}
