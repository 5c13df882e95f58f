import { startWebhookReceiver } from '@keyward/key-management/test/fixtures/webhook-receiver.ts';
import type { Page } from 'playwright-core';
import t from 'tap';
import { noBrowser, signIn, visit } from './fixtures/browser.ts';
import { startConsole } from './fixtures/console.ts';

if (noBrowser !== false) {
  t.pass('skipped', { skip: noBrowser });
  process.exit();
}
t.setTimeout(240_000);

const { browser, cluster, url, workspace, organization } = await startConsole(t);
const operator = cluster.operatorToken;

/** Takes the secret out of the dialog that shows it once, and closes that. */
async function takeSecret(page: Page, pattern: RegExp): Promise<string> {
  const secret = (await page.getByText(pattern).first().textContent()) ?? '';
  await page.getByRole('button', { name: /^Copy the (key|secret)$/ }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  return secret;
}

t.test('an organization-wide key works in every workspace', async (t) => {
  const { page, complaints } = await visit(t, browser);
  await signIn(page, `${organization}/api-keys`, operator);
  await page.getByText('There is no organization-wide key').waitFor();
  await page.getByRole('button', { name: 'Add a key' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Everywhere');
  await page.getByRole('button', { name: 'Create the key' }).click();
  const token = await takeSecret(page, /^kw_api_[0-9A-Za-z]{65}$/);
  t.equal(await cluster.call(0, token), 200);

  await page.getByRole('link', { name: 'Everywhere', exact: true }).click();
  await page.getByRole('heading', { name: 'Everywhere', level: 1 }).waitFor();
  t.match(new URL(page.url()).pathname, /^\/organizations\/\w+\/api-keys\/\w+$/);
  await page.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText(/Refused by 2 of 2 gateways/).waitFor();
  t.equal(await cluster.call(0, token), 401);
  t.same(complaints, []);
});

t.test('a management key: what it may do, narrowed, rotated and revoked', async (t) => {
  const { page } = await visit(t, browser);
  await signIn(page, `${organization}/management-keys`, operator);
  const dialog = page.getByRole('dialog');
  const me = async (token: string) => {
    const answer = await fetch(`${url}/v1/me`, { headers: { authorization: `Bearer ${token}` } });
    return { status: answer.status, body: await answer.text() };
  };

  await page.getByRole('button', { name: 'Add a management key' }).click();
  await dialog.getByLabel('Name').fill('Pipeline');
  await dialog.getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name: 'Own choice' }).click();
  await dialog.getByRole('button', { name: 'Create the key' }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByRole('combobox', { name: 'Permissions' }).click();
  for (const name of ['flows:view', 'flows:update']) await page.getByRole('option', { name }).click();
  await page.keyboard.press('Tab');
  await dialog.getByRole('combobox', { name: 'Where' }).click();
  await page.getByRole('option', { name: 'Production' }).click();
  await dialog.getByRole('button', { name: 'Create the key' }).click();
  const token = await takeSecret(page, /^kw_mgmt_[0-9A-Za-z]{65}$/);
  const { grants } = JSON.parse((await me(token)).body);
  t.match(grants, [
    { permissions: ['flows:view', 'flows:update'], workspaceId: new URL(workspace).pathname.slice(12) },
  ]);

  await page.getByRole('link', { name: 'Pipeline' }).click();
  await page.getByRole('button', { name: 'Edit' }).click();
  await dialog.getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name: 'Viewer' }).click();
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await dialog.waitFor({ state: 'hidden' });
  t.match((await me(token)).body, '"apikeys:view"', 'the role stands for its permissions');

  await page.getByRole('button', { name: 'Rotate' }).click();
  await dialog.getByRole('combobox', { name: 'The old key goes on working for' }).click();
  await page.getByRole('option', { name: 'No time: it ends at once' }).click();
  await dialog.getByRole('button', { name: 'Rotate' }).click();
  const successor = await takeSecret(page, /^kw_mgmt_[0-9A-Za-z]{65}$/);
  t.equal((await me(token)).status, 401);
  t.equal((await me(successor)).status, 200);

  await page.goto(`${organization}/management-keys`);
  await page.getByRole('button', { name: 'Actions for Pipeline', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('“Pipeline” is revoked').waitFor();
  t.equal((await me(successor)).status, 401);
});

t.test('a service key for one more gateway', async (t) => {
  const { page } = await visit(t, browser);
  await signIn(page, `${workspace}/api-keys`, operator);
  await page.getByRole('link', { name: 'Service keys' }).click();
  // The way back to where one was stays.
  await page.getByRole('link', { name: 'API Keys', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Add a service key' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Gateways of region B');
  await page.getByRole('button', { name: 'Create the key' }).click();
  await page.getByText(/^KEY_MANAGEMENT_URL=/).waitFor();
  const token = await takeSecret(page, /^kw_svc_[0-9A-Za-z]{65}$/);
  const asked = await fetch(`${url}/oauth2/introspect`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams({ token: 'unknown' }),
  });
  t.match(await asked.json(), { active: false });
});

t.test('a webhook is made, tested, edited and deleted', async (t) => {
  const receiver = await startWebhookReceiver(t);
  const { page, complaints } = await visit(t, browser);
  await signIn(page, `${organization}/webhooks`, operator);
  const dialog = page.getByRole('dialog');
  await page.getByText('Add the first webhook').waitFor();
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  await dialog.getByLabel('Address').fill('http://10.1.2.3/hook');
  await dialog.getByRole('combobox', { name: 'Events' }).click();
  await page.getByRole('option', { name: 'API key revoked' }).click();
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('Address').fill(receiver.url);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  const secret = await takeSecret(page, /^whsec_\S+$/);
  t.notOk((await page.content()).includes(secret), 'it is shown this once');

  await page.getByRole('link', { name: receiver.url }).click();
  await page.getByText('Nothing was sent yet').waitFor();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByRole('cell', { name: 'Test message' }).waitFor();
  await page.getByRole('cell', { name: 'Delivered' }).waitFor();
  t.match(receiver.received[0]?.body, 'webhook.test');

  await page.getByRole('button', { name: 'Edit' }).click();
  await dialog.getByLabel('Enabled').uncheck();
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Switched off').waitFor();
  await page.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Add the first webhook').waitFor();
  t.same(complaints, []);
});

t.test('members, the audit trail, and a workspace that is made, renamed and deleted', async (t) => {
  const { page } = await visit(t, browser);
  await signIn(page, `${organization}/members`, operator);
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Add a member' }).click();
  await dialog.getByText('A group').click();
  await dialog.getByRole('textbox', { name: 'Group' }).fill('platform-team');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('table').getByText('platform-team').first().waitFor();
  await page.getByRole('button', { name: 'Actions for platform-team' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Add the first member').waitFor();

  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Add a workspace' }).click();
  await dialog.getByLabel('Name').fill('Staging');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('button', { name: 'Actions for Staging' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await dialog.getByLabel('Name').fill('Testing');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('button', { name: 'Actions for Testing' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await dialog.getByLabel(/Type “Testing”/).fill('Testing');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('The workspace “Testing” is deleted').waitFor();

  await page.getByRole('link', { name: 'Audit' }).click();
  await page.getByLabel('What', { exact: true }).fill('workspace.updated');
  await page.waitForURL(/action=workspace.updated/);
  await page.getByRole('button', { name: 'workspace.updated' }).first().click();
  t.match(await dialog.getByRole('table').textContent(), /Staging.*Testing/s, 'before and after');
});

t.test('whoever may not is told which permission is missing, and of the installation nothing', async (t) => {
  const viewer = await cluster.api(0, 'POST', `/v1/organizations/${cluster.organizationId}/management-keys`, {
    body: { name: 'Viewer', role: 'viewer' },
  });
  const { page } = await visit(t, browser);
  await signIn(page, `${organization}/management-keys`, String(viewer.body.token));
  await page.locator('main').getByText('members:manage').waitFor();
  await page.getByRole('link', { name: 'Webhooks' }).click();
  await page.locator('main').getByText('organizations:update').waitFor();
  t.equal(await page.getByRole('link', { name: 'Service keys' }).count(), 0);
  await page.goto(`${url}/service-keys`);
  await page.getByText('only an operator may see it').waitFor();
});
