import type { Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { noBrowser, signIn, visit } from './fixtures/browser.ts';
import { startConsole } from './fixtures/console.ts';
import { tracesOf } from './fixtures/traces.ts';

if (noBrowser !== false) {
  t.pass('skipped', { skip: noBrowser });
  process.exit();
}
t.setTimeout(200_000);

const { browser, cluster, workspace, organization } = await startConsole(t);

const tracesWith = async (page: Page, secret: string) =>
  Object.entries(await tracesOf(page)).flatMap(([where, text]) => (text.includes(secret) ? [where] : []));

/** Reads the secret that is shown, closes what shows it, and looks everywhere for it. */
async function expectGone(t: Test, page: Page, pattern: RegExp): Promise<void> {
  const secret = (await page.getByText(pattern).first().textContent()) ?? '';
  t.same(await tracesWith(page, secret), ['markup', 'painted', 'accessible'], 'it is found while it is shown');
  await page.getByRole('button', { name: /^Copy the (key|secret)$/ }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  t.same(await tracesWith(page, secret), [], 'and nowhere once that is closed');

  await page.getByRole('link', { name: 'Audit' }).click();
  await page.getByRole('heading', { name: 'Audit', level: 1 }).waitFor();
  await page.goBack();
  await page.locator('main').getByRole('button').first().waitFor();
  t.same(await tracesWith(page, secret), [], 'nor when somebody goes back');
}

t.test(
  'what is shown once stays nowhere: not in the page, a screenshot of it, its history or its storage',
  async (t) => {
    const { page } = await visit(t, browser);
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('request', (request) => said.push(request.url(), JSON.stringify(request.headers())));
    await signIn(page, `${workspace}/api-keys`, cluster.operatorToken);
    t.same(await tracesWith(page, cluster.operatorToken), [], 'the management key of the sign-in');
    const dialog = page.getByRole('dialog');

    await t.test('a new key', async (t) => {
      await page.getByRole('button', { name: 'Add a key' }).click();
      await dialog.getByLabel('Name').fill('Canary');
      await dialog.getByRole('button', { name: 'Create the key' }).click();
      await expectGone(t, page, /^kw_api_[0-9A-Za-z]{65}$/);
    });

    await t.test('a rotated key', async (t) => {
      await page.getByRole('button', { name: 'Actions for Canary' }).click();
      await page.getByRole('menuitem', { name: 'Rotate' }).click();
      await dialog.getByRole('button', { name: 'Rotate' }).click();
      await expectGone(t, page, /^kw_api_[0-9A-Za-z]{65}$/);
    });

    await t.test('the secret of a webhook', async (t) => {
      await page.goto(`${organization}/webhooks`);
      await page.getByRole('button', { name: 'Add a webhook' }).click();
      await dialog.getByLabel('Address').fill(cluster.origin.url);
      await dialog.getByRole('combobox', { name: 'Events' }).click();
      await page.getByRole('option', { name: 'API key created' }).click();
      await page.keyboard.press('Tab');
      await dialog.getByRole('button', { name: 'Add', exact: true }).click();
      await expectGone(t, page, /^whsec_\S+$/);
    });

    await t.test('the value of a credential', async (t) => {
      const value = 'sk-canary-0123456789abcdef-credential';
      await page.goto(`${workspace}/credentials`);
      await page.getByRole('button', { name: 'Add a credential' }).click();
      await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Canary');
      await dialog.getByLabel(/^Value/).fill(value);
      await dialog.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('table').getByText('Canary').waitFor();
      t.same(await tracesWith(page, value), []);
    });
    t.notMatch(
      said.join('\n'),
      /kw_(api|mgmt)_[0-9A-Za-z]{65}|whsec_|sk-canary/,
      'no address, header or message has one',
    );
  },
);
