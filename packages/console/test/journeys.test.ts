import t from 'tap';
import { noBrowser, signIn, visit } from './fixtures/browser.ts';
import { startConsole } from './fixtures/console.ts';

if (noBrowser !== false) {
  t.pass('skipped', { skip: noBrowser });
  process.exit();
}
t.setTimeout(280_000);

const console_ = await startConsole(t);
const { browser, cluster, workspace } = console_;
const operator = cluster.operatorToken;

t.test('a key from its creation to its end', async (t) => {
  const { page, complaints } = await visit(t, browser);
  await signIn(page, `${workspace}/api-keys`, operator);
  await page.getByText('Create the first key').waitFor();
  t.equal(new URL(page.url()).pathname, new URL(`${workspace}/api-keys`).pathname, 'the address that was asked for');

  await page.getByRole('button', { name: 'Add a key' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name').fill('Web shop');
  await form.getByLabel('View logs').check();
  await form.getByText('Restrictions, limits and tags').click();
  await form.getByLabel('Tags', { exact: true }).fill('web');
  await form.getByLabel('Client addresses', { exact: true }).fill('not an address');
  await form.getByLabel('Requests per minute').fill('600');
  await form.getByRole('button', { name: 'Create the key' }).click();
  await form
    .getByText(/Is not an IP address/)
    .first()
    .waitFor();
  await form.getByLabel('Client addresses', { exact: true }).press('Backspace');
  await form.getByRole('button', { name: 'Create the key' }).click();

  const shown = page.getByRole('dialog', { name: 'Copy the key now' });
  const token = (await shown.getByText(/^kw_api_[0-9A-Za-z]{65}$/).textContent()) ?? '';
  t.equal(await cluster.call(0, token), 200, 'it works at a gateway');
  for (const language of ['curl', 'Python', 'JavaScript']) {
    await shown.getByRole('tab', { name: language }).click();
    t.ok(
      (await shown.getByRole('tabpanel').textContent())?.includes(token),
      `the ${language} snippet has the key in it`,
    );
  }
  await shown.getByRole('button', { name: 'Done' }).click();
  await page.getByText('You have not copied the key').waitFor();
  await page.getByRole('button', { name: 'Close without copying' }).click();
  await shown.waitFor({ state: 'hidden' });

  await page.getByRole('link', { name: 'Web shop' }).click();
  await page.getByRole('heading', { name: 'Web shop', level: 1 }).waitFor();
  t.match(await page.locator('main').textContent(), /flows:execute.*logs:view/s);
  await page.reload();
  await page.getByRole('heading', { name: 'Web shop', level: 1 }).waitFor();
  t.match(await page.title(), 'Web shop', 'the key has an address that can be shared');

  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Web shop 2');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('heading', { name: 'Web shop 2', level: 1 }).waitFor();

  await page.getByRole('button', { name: 'Rotate' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
  const successor = (await page.getByText(/^kw_api_[0-9A-Za-z]{65}$/).textContent()) ?? '';
  await page.getByRole('button', { name: 'Copy the key' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByText('This key is retiring').waitFor();
  t.equal(await cluster.call(0, successor), 200);
  t.equal(await cluster.call(1, token), 200, 'the old key works on for the overlap');

  await page.getByRole('button', { name: 'Revoke' }).click();
  const confirm = page.getByRole('dialog');
  await confirm.getByLabel('Reason').fill('rolled over');
  await confirm.getByRole('button', { name: 'Revoke' }).click();
  await page.getByText(/Refused by 2 of 2 gateways after \d+ ms/).waitFor();
  t.equal(await cluster.call(0, token), 401, 'the receipt is true');
  t.equal(await cluster.call(1, token), 401);
  t.same(complaints, []);
});

t.test('an import is looked at, confirmed and taken back', async (t) => {
  const { page } = await visit(t, browser);
  await signIn(page, `${workspace}/import`, operator);
  const choose = (rows: object[]) =>
    page.getByLabel('File to import').setInputFiles({
      name: 'keys.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(rows)),
    });
  await choose([{ name: 'imported one' }, { name: 'imported one' }, { name: 7 }]);
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByText('The file can’t be imported').first().waitFor();
  t.match(await page.getByRole('table', { name: 'The file can’t be imported' }).textContent(), /\/2\/name/);

  const token = 'a-hand-made-key-of-the-old-days-0123456789';
  await choose([{ name: 'imported one', token }, { name: 'imported two' }]);
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByRole('heading', { name: 'What would happen' }).waitFor();
  t.match(await page.locator('main').textContent(), /Added: 2/);
  await page.getByRole('button', { name: 'Import 2 keys' }).click();
  await page.getByRole('heading', { name: 'The keys are imported' }).waitFor();
  t.equal(await cluster.call(0, token), 200, 'the old key works at a gateway, unchanged');
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
  await page.getByText('The import was taken back').waitFor();
  t.equal(await cluster.call(0, token), 401);

  await page.getByRole('button', { name: 'Choose another file' }).click();
  await choose([{ name: 'the only one' }]);
  await page.getByLabel('Replace everything').check();
  await page.getByRole('button', { name: 'Check the file' }).click();
  const apply = page.getByRole('button', { name: 'Import 1 key' });
  await apply.waitFor();
  t.ok(await apply.isDisabled(), 'replacing everything takes the name of the workspace');
});

t.test('credentials, upstreams, flows, and a gateway with a key', async (t) => {
  const { page, complaints } = await visit(t, browser);
  const value = 'sk-canary-0123456789abcdef-credential';
  await signIn(page, `${workspace}/credentials`, operator);
  await page.getByRole('button', { name: 'Add a credential' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Provider key');
  await dialog.getByLabel(/^Value/).fill(value);
  await dialog.getByLabel('The workspace').check();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('table').getByText('Provider key').waitFor();
  t.notOk((await page.content()).includes(value), 'nobody sees the value again');

  await page.getByRole('link', { name: 'Flows and upstreams' }).click();
  await page.getByRole('button', { name: 'Add an upstream' }).click();
  await dialog.getByLabel('Name').fill('models');
  await dialog.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Language model provider' }).click();
  await dialog.getByLabel('Base URL').fill('http://10.1.2.3');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('Base URL').fill(`${cluster.origin.url}/v1`);
  await dialog.getByRole('combobox', { name: 'Credential' }).click();
  await page.getByRole('option', { name: 'Provider key' }).click();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('table', { name: 'Upstreams' }).getByText('models').waitFor();

  await page.getByRole('button', { name: 'Add a flow' }).click();
  await dialog.getByLabel('Flow id').fill('order-status');
  await dialog.getByLabel('Name').fill('Order status');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('table', { name: 'Flows' }).getByText('Order status').waitFor();

  await page.getByRole('link', { name: 'API Gateway' }).click();
  await page.getByRole('button', { name: 'Add a configuration' }).click();
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Support agents');
  await dialog.getByRole('textbox', { name: 'Model 1', exact: true }).fill('fast');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('link', { name: 'Support agents' }).click();
  await page.getByRole('button', { name: 'Add a key' }).click();
  await dialog.getByLabel('Name').fill('Chat widget');
  await dialog.getByRole('button', { name: 'Create the key' }).click();
  await page.getByText(/^kw_gw_[0-9A-Za-z]{65}$/).waitFor();
  await page.getByRole('button', { name: 'Copy the key' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: 'Chat widget' }).waitFor();

  await page.getByRole('link', { name: 'Credentials' }).click();
  await page.getByRole('button', { name: 'Actions for Provider key' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await dialog.getByText('Gateway configurations').waitFor();
  t.match(await dialog.textContent(), /This would fail:.*models.*Support agents/, 'also what is behind the upstream');
  t.ok(await dialog.getByRole('button', { name: 'Delete' }).isDisabled());
  await dialog.getByLabel(/Type “Provider key”/).fill('Provider key');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('“Provider key” is deleted').waitFor();
  t.same(complaints, []);
});

t.test('a credential is shared with chosen members, and whoever may not share it is told', async (t) => {
  const inOrganization = `/v1/organizations/${cluster.organizationId}`;
  const add = (path: string, body: object) => console_.create(inOrganization + path, body);
  const ada = await add('/members', { subject: 'ada', displayName: 'Ada Lovelace', role: 'developer' });
  const robot = await add('/management-keys', { name: 'Nightly run', role: 'developer' });
  const limited = await add('/management-keys', {
    name: 'No sharing',
    permissions: ['workspaces:view', 'credentials:view', 'credentials:create'],
  });
  const { page } = await visit(t, browser);
  await signIn(page, `${workspace}/credentials`, operator);
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Add a credential' }).click();
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('For two');
  await dialog.getByLabel(/^Value/).fill('sk-0123456789abcdefghijkl');
  await dialog.getByLabel('Chosen members').check();
  t.ok(await dialog.getByRole('button', { name: 'Add', exact: true }).isDisabled(), 'somebody has to be chosen');
  await dialog.getByRole('combobox', { name: 'Shared with' }).click();
  for (const name of ['Ada Lovelace', 'Nightly run']) await page.getByRole('option', { name }).click();
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('row', { name: /For two.*2 chosen/ }).waitFor();
  const stored = await cluster.api(0, 'GET', '/credentials');
  t.match(stored.body.items, [{ name: 'For two', visibility: 'shared', sharedWith: [ada.id, robot.id] }]);

  await page.getByRole('button', { name: 'Actions for For two' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await dialog.getByLabel('The workspace').check();
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('row', { name: /For two.*The workspace/ }).waitFor();

  const other = await visit(t, browser);
  await signIn(other.page, `${workspace}/credentials`, String(limited.token));
  await other.page.getByRole('button', { name: 'Add a credential' }).click();
  const form = other.page.getByRole('dialog');
  await form.getByText('credentials:share').first().waitFor();
  t.ok(await form.getByLabel('Chosen members').isDisabled());
  t.notOk(await form.getByLabel('Only me').isDisabled());
});
