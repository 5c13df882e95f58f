import { startOpenIdProvider } from '@keyward/key-management/test/fixtures/openid-provider.ts';
import { startKeyManagement } from '@keyward/key-management/test/fixtures/start-key-management.ts';
import { findFreePort } from '@keyward/standalone/src/processes/free-port.ts';
import type { Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { buildConsole } from '../build/build-console.ts';
import { consoleFolder } from '../dist-folder.js';
import { noBrowser, startBrowser, visit } from './fixtures/browser.ts';

if (noBrowser !== false) {
  t.pass('skipped', { skip: noBrowser });
  process.exit();
}
t.setTimeout(240_000);

await buildConsole();
const port = await findFreePort();
const url = `http://127.0.0.1:${port}`;
const provider = await startOpenIdProvider(t, url, { pages: true });
const km = await startKeyManagement(t, provider.environment, { consoleFolder });
await km.app.listen({ host: '127.0.0.1', port });
const SESSION = 'keyward-session';
const browser = await startBrowser(t);
const keys = `${url}/workspaces/${km.workspaceId}/api-keys`;
const added = await km.request({
  method: 'POST',
  path: `/v1/organizations/${km.organizationId}/members`,
  body: { subject: 'ada', displayName: 'Ada', role: 'developer' },
});
t.equal(added.status, 201);

/** Somebody whose browser asks nobody but loopback: the provider's pages want fonts from elsewhere. */
async function visitor(t: Test) {
  const visiting = await visit(t, browser);
  await visiting.context.route(
    ({ hostname }) => hostname !== '127.0.0.1',
    (route) => route.abort(),
  );
  return visiting;
}

/** Tells the provider who one is; afterwards it asks whether one agrees. */
async function tellWhoOneIs(page: Page, subject: string): Promise<void> {
  await page.waitForURL(`${provider.issuer}/**`);
  await page.locator('input[name=login]').fill(subject);
  await page.locator('input[name=password]').fill('any');
  await page.locator('button[type=submit]').click();
  await page.getByRole('button', { name: 'Continue' }).waitFor();
}

async function signIn(page: Page, address: string, subject: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('link', { name: 'Sign in with your organization' }).click();
  await tellWhoOneIs(page, subject);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('main').waitFor();
}

t.test('a member signs in at the provider, and signs out there as well', async (t) => {
  const { page, context, complaints } = await visitor(t);
  await signIn(page, keys, 'ada');
  t.equal(page.url(), keys, 'at the address that was asked for');
  await page.getByText('Create the first key').waitFor();
  const storage = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])');
  t.notMatch(storage, /eyJ/, 'no token of the provider is kept in the browser');
  await page.getByRole('button', { name: /Signed in as/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(`${provider.issuer}/**`);
  await page.getByRole('button', { name: /Yes, sign me out/ }).click();
  await page.waitForURL(`${url}/`);
  await page.getByRole('link', { name: 'Sign in with your organization' }).click();
  await page.locator('input[name=login]').waitFor();
  t.notOk(
    (await context.cookies(url)).some(({ name }) => name === SESSION),
    'the session is over',
  );
  t.same(complaints, []);
});

t.test('whoever does not agree is told that it did not work, and may try again', async (t) => {
  const { page } = await visitor(t);
  await page.goto(keys);
  await page.getByRole('link', { name: 'Sign in with your organization' }).click();
  await tellWhoOneIs(page, 'ada');
  await page.getByText('Cancel').click();
  await page.waitForURL(`${url}/?signInError=denied`);
  await page.getByRole('alert').getByText('denied').waitFor();
  t.ok(await page.getByRole('link', { name: 'Sign in with your organization' }).isVisible());
});

t.test('whoever is no member is signed in, and is told whom to ask', async (t) => {
  const { page } = await visitor(t);
  await signIn(page, url, 'stranger');
  await page.getByText('You may not see anything yet').waitFor();
});

t.test('a session that ends is begun again in a tab of its own, and what was typed stays', async (t) => {
  const { page, context } = await visitor(t);
  await signIn(page, keys, 'ada');
  await page.getByRole('button', { name: 'Add a key' }).click();
  const form = page.getByRole('dialog', { name: 'Add a key' });
  await form.getByLabel('Name').fill('After the break');
  await context.clearCookies({ name: SESSION });
  await form.getByRole('button', { name: 'Create the key' }).click();
  const again = page.getByRole('dialog', { name: 'Your session has ended' });
  const opened = context.waitForEvent('page');
  await again.getByRole('link', { name: 'Sign in, in a new tab' }).click();
  const tab = await opened;
  // The provider still knows who it is, and asks nothing.
  await tab.getByRole('navigation').waitFor();
  await tab.close();
  await again.getByRole('button', { name: 'I have signed in: continue' }).click();
  await again.waitFor({ state: 'hidden' });
  t.equal(await form.getByLabel('Name').inputValue(), 'After the break');
  await form.getByRole('button', { name: 'Create the key' }).click();
  await page
    .getByText(/^kw_api_/)
    .first()
    .waitFor();
});
