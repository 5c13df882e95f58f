import t from 'tap';
import { noBrowser, signIn, visit } from './fixtures/browser.ts';
import { startConsole } from './fixtures/console.ts';

if (noBrowser !== false) {
  t.pass('skipped', { skip: noBrowser });
  process.exit();
}
t.setTimeout(240_000);

const { browser, cluster, workspace } = await startConsole(t);
const operator = cluster.operatorToken;

t.test('two people edit one key: the second one chooses', async (t) => {
  const { id } = await cluster.createKey({ name: 'Shared' });
  const { page } = await visit(t, browser);
  await signIn(page, `${workspace}/api-keys/${id}`, operator);
  const dialog = page.getByRole('dialog');
  const name = dialog.getByLabel('Name');

  for (const [choice, saved] of [
    ['Save mine over it', 'Mine'],
    ['Show the newer version', 'Theirs'],
  ] as const) {
    await page.getByRole('button', { name: 'Edit' }).click();
    await name.fill('Mine');
    await cluster.api(0, 'PATCH', `/api-keys/${id}`, { body: { name: 'Theirs', tags: [choice] } });
    if (saved === 'Theirs') await name.fill('Mine again');
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await dialog.getByText('Somebody else has changed it meanwhile').waitFor();
    await dialog.getByRole('button', { name: choice }).click();
    if (saved === 'Theirs') {
      await dialog.locator('input[value="Theirs"]').waitFor();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
    }
    await page.getByRole('heading', { name: saved, level: 1 }).waitFor();
    t.equal((await cluster.api(0, 'GET', `/api-keys/${id}`)).body.name, saved);
  }
});

t.test('a session that ends in the middle of a dialog costs nothing that was typed', async (t) => {
  const { page, context } = await visit(t, browser);
  await signIn(page, `${workspace}/api-keys`, operator);
  await page.getByRole('button', { name: 'Add a key' }).click();
  const form = page.getByRole('dialog', { name: 'Add a key' });
  await form.getByLabel('Name').fill('After the break');
  await context.clearCookies();
  await form.getByRole('button', { name: 'Create the key' }).click();
  const again = page.getByRole('dialog', { name: 'Your session has ended' });
  await again.getByLabel('Management key').fill(operator);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await again.waitFor({ state: 'hidden' });
  t.equal(await form.getByLabel('Name').inputValue(), 'After the break');
  await form.getByRole('button', { name: 'Create the key' }).click();
  await page
    .getByText(/^kw_api_/)
    .first()
    .waitFor();
});

t.test('a network that fails says so, and one that comes back goes on', async (t) => {
  const { page, context } = await visit(t, browser);
  await signIn(page, `${workspace}/api-keys`, operator);
  await page.getByRole('link', { name: 'Shared' }).or(page.getByRole('table')).first().waitFor();
  await context.setOffline(true);
  await page.getByLabel('Search by name').fill('mine');
  await page.getByText('Keyward does not answer').first().waitFor({ timeout: 40_000 });
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await page.getByText('Keyward does not answer').first().waitFor({ state: 'hidden' });
});

t.test('a slow network shows skeletons, and one press sends one request', async (t) => {
  const { page } = await visit(t, browser);
  await signIn(page, `${workspace}/api-keys`, operator);
  await page.getByRole('table').waitFor();
  let posts = 0;
  await page.route('**/v1/**', async (route) => {
    if (route.request().method() === 'POST') posts += 1;
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  await page.getByRole('link', { name: 'Flows and upstreams' }).click();
  await page.locator('[aria-busy=true]').first().waitFor();
  await page.getByText('hello-flow').first().waitFor();
  await page.getByRole('link', { name: 'API Keys' }).click();
  await page.getByRole('button', { name: 'Add a key' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Once');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page
    .getByText(/^kw_api_/)
    .first()
    .waitFor();
  t.equal(posts, 1);
});

t.test('signing in: a wrong key, and signing out', async (t) => {
  const { page, context } = await visit(t, browser);
  await page.goto(`${workspace}/api-keys`);
  await page.getByLabel('Management key').fill('kw_mgmt_wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Management key').fill(operator);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('table').waitFor();
  const storage = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])');
  t.notOk(String(storage).includes(operator), 'the management key is kept nowhere in the browser');
  const [cookie] = await context.cookies();
  t.equal(cookie?.httpOnly, true);
  await page.getByRole('button', { name: /Signed in as/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByLabel('Management key').waitFor();
  t.same(await context.cookies(), []);
});
