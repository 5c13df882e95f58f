import { fileURLToPath } from 'node:url';
import t from 'tap';
import { noBrowser, visit } from './fixtures/browser.ts';
import { startConsole } from './fixtures/console.ts';

if (noBrowser !== false) {
  t.pass('skipped', { skip: noBrowser });
  process.exit();
}
t.setTimeout(200_000);

const FLOWISE_FILE = fileURLToPath(import.meta.resolve('@keyward/key-management/test/fixtures/flowise/disk.json'));
const FLOWISE_KEY = 'SVAyyUXMAy_cQe4GnpBxqDJMU0XhP0KUejCyfLHnEhI';
const FLOW = 'first-flow';
const TOKEN = /^kw_api_[0-9A-Za-z]{65}$/;

const { browser, cluster, url } = await startConsole(t);

t.test('somebody new comes all the way with nothing but the address', async (t) => {
  const { page, complaints } = await visit(t, browser);
  const dialog = page.getByRole('dialog');
  const menu = page.getByRole('navigation');
  const status = async (token: string, gateway = 0) => (await cluster.ask(gateway, token, FLOW)).status;

  await page.goto(url);
  await page.getByLabel('Management key').fill(cluster.operatorToken);
  await page.getByRole('button', { name: 'Sign in' }).click();

  await menu.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Add a workspace' }).click();
  await dialog.getByLabel('Name').fill('My first');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('table').getByRole('link', { name: 'My first' }).click();
  await page.getByText('Create the first key').waitFor();

  await menu.getByRole('link', { name: 'Flows and upstreams' }).click();
  await page.getByRole('button', { name: 'Add an upstream' }).click();
  await dialog.getByLabel('Name').fill('flow-server');
  await dialog.getByLabel('Base URL').fill(cluster.origin.url);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('table', { name: 'Upstreams' }).getByText('flow-server').waitFor();
  await page.getByRole('button', { name: 'Add a flow' }).click();
  await dialog.getByLabel('Flow id').fill(FLOW);
  await dialog.getByLabel('Name').fill('My first flow');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('table', { name: 'Flows' }).getByText('My first flow').waitFor();

  await menu.getByRole('link', { name: 'API Keys' }).click();
  await page.getByRole('button', { name: 'Add a key' }).click();
  await dialog.getByLabel('Name').fill('My first key');
  await dialog.getByRole('button', { name: 'Create the key' }).click();
  const token = (await page.getByText(TOKEN).textContent()) ?? '';
  t.match(await dialog.getByRole('tabpanel').textContent(), FLOW, 'the call to paste names the flow');
  await page.getByRole('button', { name: 'Copy the key' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  t.equal(await status(token), 200, 'it works');

  await menu.getByRole('link', { name: 'Usage' }).click();
  await page.getByText('Nothing was counted yet').waitFor();
  // A gateway that is told to stop hands in at once what it would report within a minute.
  await cluster.addGateway();
  t.equal(await status(token, 2), 200);
  cluster.gateways[2]?.signal('SIGTERM');
  const numbers = page.getByRole('table', { name: 'In numbers' });
  for (let looks = 0; looks < 20 && !(await numbers.isVisible()); looks++) {
    await page.reload();
    await page.getByText('Nothing was counted yet').or(numbers).first().waitFor();
  }
  await page.getByRole('combobox', { name: 'By', exact: true }).click();
  await page.getByRole('option', { name: 'Key', exact: true }).click();
  await numbers.getByText('My first key').waitFor();

  await menu.getByRole('link', { name: 'API Keys' }).click();
  await page.getByRole('button', { name: 'Actions for My first key' }).click();
  await page.getByRole('menuitem', { name: 'Rotate' }).click();
  await dialog.getByText(/The old key was last used/).waitFor();
  await dialog.getByRole('button', { name: 'Rotate' }).click();
  const successor = (await page.getByText(TOKEN).textContent()) ?? '';
  await page.getByRole('button', { name: 'Copy the key' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  t.same([await status(token), await status(successor)], [200, 200], 'both work for the overlap');

  await page.getByRole('button', { name: 'Actions for My first key (retiring)' }).click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await page.getByText(/Refused by 2 of 2 gateways after \d+ ms/).waitFor();
  t.same([await status(token), await status(token, 1), await status(successor)], [401, 401, 200]);

  await menu.getByRole('link', { name: 'Import' }).click();
  await page.getByLabel('File to import').setInputFiles(FLOWISE_FILE);
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByRole('heading', { name: 'What would happen' }).waitFor();
  t.equal(await status(FLOWISE_KEY), 401);
  await page.getByRole('button', { name: /^Import \d+ keys$/ }).click();
  await page.getByRole('heading', { name: 'The keys are imported' }).waitFor();
  t.equal(await status(FLOWISE_KEY), 200, 'an application goes on with the key that it has');
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('The import was taken back').waitFor();
  t.same([await status(FLOWISE_KEY), await status(successor)], [401, 200]);
  t.same(complaints, []);
});
