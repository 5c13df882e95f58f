import { fileURLToPath } from 'node:url';
import { runToEnd } from '../processes/run-to-end.ts';

const BUILD = fileURLToPath(new URL('../../../console/build/main.ts', import.meta.url));

/** Builds the web console where its sources have changed since it was built last. Throws with what the build wrote. */
export async function ensureConsole(signal: AbortSignal): Promise<void> {
  const { status, output } = await runToEnd(process.execPath, [BUILD], { signal });
  if (status !== 0) throw new Error(`${output.trim()}\nThe console can't be built: the reason stands above.`);
}
