import { eventually } from '@keyward/standalone/test/fixtures/cluster/eventually.ts';
import t from 'tap';
import { noBrowser, signIn, visit } from './fixtures/browser.ts';
import { startConsole } from './fixtures/console.ts';

if (noBrowser !== false) {
  t.pass('skipped', { skip: noBrowser });
  process.exit();
}
t.setTimeout(200_000);

const { browser, cluster, workspace } = await startConsole(t);
const operator = cluster.operatorToken;

t.test('a list that is narrowed, sorted and paged, each at an address', async (t) => {
  const keys = Array.from({ length: 60 }, (_, index) => ({
    name: `bulk ${String(index).padStart(2, '0')}`,
    tags: ['bulk'],
  }));
  for (const body of keys) await cluster.api(0, 'POST', '/api-keys', { body });
  const { page } = await visit(t, browser);
  await signIn(page, `${workspace}/api-keys`, operator);
  const rows = page.getByRole('table').locator('tbody tr');
  await page.getByLabel('Tag').fill('bulk');
  await page.waitForURL(/tag=bulk/);
  await page.getByRole('button', { name: 'Name' }).click();
  await rows.first().getByText('bulk 00').waitFor();
  t.equal(await rows.count(), 50);
  await page.getByRole('button', { name: 'Next page' }).click();
  await page.getByText('bulk 59').waitFor();
  t.equal(await rows.count(), 10);
  await page.getByLabel('Search by name').fill('bulk 3');
  await page.waitForURL(/name=bulk/);
  await page.getByText('bulk 59').waitFor({ state: 'hidden' });
  await page.reload();
  await rows.first().getByText('bulk 30').waitFor();
  t.equal(await rows.count(), 10, 'the address alone shows the same');
  await page.getByLabel('Search by name').fill('no such key');
  await page.getByText('No key matches').waitFor();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await page.getByText('bulk 59').waitFor();
});

t.test('keys that are of no use, or will soon be none, are found', async (t) => {
  const one = await cluster.createKey({ name: 'in use', tags: ['use'], permissions: ['flows:execute', 'logs:view'] });
  const other = await cluster.createKey({ name: 'all of it used', tags: ['use'] });
  await cluster.createKey({ name: 'soon over', tags: ['use'], expiresIn: 'P2D', permissions: ['logs:view'] });
  for (const { token } of [one, other]) t.equal(await cluster.call(1, token), 200);
  // A gateway that is told to stop hands in what it has counted.
  cluster.gateways[1]?.signal('SIGTERM');
  await eventually(async () => (await cluster.api(0, 'GET', `/api-keys/${other.id}`)).body.lastUsedAt !== null);
  const { page } = await visit(t, browser);
  await signIn(page, `${workspace}/api-keys?tag=use`, operator);
  const shown = async (...names: string[]) => {
    const links = page.getByRole('table').getByRole('link');
    for (const name of names) await links.getByText(name, { exact: true }).waitFor();
    await links.nth(names.length).waitFor({ state: 'hidden' });
    t.same((await links.allTextContents()).toSorted(), names.toSorted());
  };
  const choose = async (label: string, option: string) => {
    await page.getByRole('combobox', { name: label }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  await shown('in use', 'all of it used', 'soon over');
  await choose('Unused for', 'Ever');
  await page.waitForURL(/neverUsed=true/);
  await shown('soon over');
  await choose('Unused for', 'Any use');
  await shown('in use', 'all of it used', 'soon over');
  await page.getByLabel('With permissions never used').check();
  await page.waitForURL(/permissionsUnused=true/);
  await shown('in use', 'soon over');
  await choose('Expires within', '3 days');
  await shown('soon over');
  await page.reload();
  await shown('soon over');
  t.ok(await page.getByLabel('With permissions never used').isChecked(), 'the address says it all');
});

t.test('what the first page shows is asked for once, before its script is there', async (t) => {
  const { page, context } = await visit(t, browser);
  await signIn(page, `${workspace}/api-keys`, operator);
  await page.getByRole('table').waitFor();
  const { pathname } = new URL(workspace);
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname: path, search } = new URL(request.url());
    if (/^\/(v1|session)/.test(path)) asked.push(path + search);
  });
  const keys = page.waitForRequest(`**/v1${pathname}/api-keys?limit=50`);
  await page.route('**/assets/libraries-*.js', async (route) => {
    await keys;
    await route.continue();
  });
  await page.reload();
  await page.getByRole('table').waitFor();
  for (const path of [
    '/session',
    `/v1${pathname}`,
    `/v1${pathname}/api-keys?limit=50`,
    '/v1/organizations?limit=200',
  ]) {
    t.equal(asked.filter((each) => each === path).length, 1, path);
  }

  await page.unrouteAll();
  await context.clearCookies();
  await signIn(page, `${workspace}/api-keys`, operator);
  await page.getByRole('table').waitFor();
  t.equal(await page.getByRole('dialog').count(), 0, 'what was refused before somebody signed in is forgotten');
});
