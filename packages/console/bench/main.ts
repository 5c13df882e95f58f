import { availableParallelism, loadavg } from 'node:os';
import { startCluster } from '@keyward/standalone/test/fixtures/cluster/cluster.ts';
import { buildConsole } from '../build/build-console.ts';
import { signIn, startBrowser } from '../test/fixtures/browser.ts';
import { measureFirstPage } from './first-page.ts';
import { measureKeysTable } from './keys-table.ts';
import { importKeys } from './sample-keys.ts';

/**
 * What the console costs a browser: the first page, and the table of API keys with 10,000 of them. Real Chromium, a real
 * key-management on the database server that TEST_DATABASE_URL names, all on this machine.
 */
const KEYS = 10_000;

const cleanups: (() => unknown)[] = [];
const teardown = (clean: () => unknown): void => void cleanups.push(clean);
try {
  await measure();
} finally {
  for (const clean of cleanups.reverse()) await clean();
}

async function measure(): Promise<void> {
  const [load = 0] = loadavg();
  print(`${availableParallelism()} cores for everything, load average ${load.toFixed(1)} before`);
  await buildConsole();
  const cluster = await startCluster({ teardown }, { replicas: 1, gateways: [] });
  const workspaceId = await importKeys(cluster, KEYS);
  const browser = await startBrowser({ teardown });
  const viewport = { width: 1280, height: 860 };
  const context = await browser.newContext({ viewport });
  const address = `${cluster.replicas[0]?.url}/workspaces/${workspaceId}/api-keys`;
  const page = await context.newPage();
  await signIn(page, address, cluster.operatorToken);
  await page.getByRole('table').waitFor();
  const options = { viewport, storageState: await context.storageState() };
  await context.close();
  await measureFirstPage(browser, address, options, print);
  await measureKeysTable(browser, address, options, print);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
