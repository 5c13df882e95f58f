import type { Page } from 'playwright-core';
import t from 'tap';
import { noBrowser, signIn, visit } from './fixtures/browser.ts';
import { startConsole } from './fixtures/console.ts';
import { everyPage, open } from './fixtures/every-page.ts';

if (noBrowser !== false) {
  t.pass('skipped', { skip: noBrowser });
  process.exit();
}
t.setTimeout(240_000);

const running = await startConsole(t);
const { browser, cluster, workspace, organization, url, create } = running;
const operator = cluster.operatorToken;
const pages = await everyPage(running);

t.test('every page fits a phone of 360 pixels', async (t) => {
  const { page } = await visit(t, browser, { viewport: { width: 360, height: 780 } });
  await signInOnPhone(page);
  for (const address of pages) {
    await open(page, address);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    t.equal(width, 360, `${new URL(address).pathname} does not scroll sideways`);
  }
  await open(page, `${workspace}/api-keys`);
  await page.getByRole('button', { name: 'Open the navigation' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Usage' }).click();
  await page.getByRole('heading', { name: 'Usage', level: 1 }).waitFor();
});

async function signInOnPhone(page: Page): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Management key').fill(operator);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Open the navigation' }).waitFor();
}

t.test('a key is made and revoked with a keyboard alone', async (t) => {
  const { page } = await visit(t, browser);
  await page.goto(`${workspace}/api-keys`);
  await page.getByLabel('Management key').waitFor();
  await tabTo(page, 'Management key');
  await page.keyboard.type(operator);
  await page.keyboard.press('Enter');
  await page.getByRole('table').waitFor();

  await tabTo(page, 'Add a key');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.locator('input:focus').waitFor();
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Enter');
  await page
    .getByText(/^kw_api_/)
    .first()
    .waitFor();
  await tabTo(page, 'Copy the key');
  await page.keyboard.press('Enter');
  await page.getByText('Copied').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  await tabTo(page, 'Actions for By keyboard');
  await page.keyboard.press('Enter');
  const focused = page.locator('[role=menuitem]:focus');
  await focused.getByText('Edit').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('button[aria-label="Actions for By keyboard"]:focus').waitFor();
  await page.keyboard.press('Enter');
  for (const item of ['Edit', 'Rotate', 'Revoke']) {
    await focused.getByText(item).waitFor();
    if (item !== 'Revoke') await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await page.getByLabel('Reason').waitFor();
  await tabTo(page, 'Revoke');
  await page.keyboard.press('Enter');
  await page.getByText(/Refused by 2 of 2 gateways/).waitFor();
});

/** Presses Tab until what is called `name` has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    const focused = await page.evaluate(
      '(document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.labels?.[0]?.textContent ?? document.activeElement?.textContent ?? "").replace(" *", "")',
    );
    if (focused === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not come to "${name}".`);
}

t.test('who may not is told which permission is missing', async (t) => {
  const viewer = await create(`/v1/organizations/${cluster.organizationId}/management-keys`, {
    name: 'Viewer',
    role: 'viewer',
  });
  const { page } = await visit(t, browser);
  await signIn(page, `${workspace}/api-keys`, String(viewer.token));
  await page.getByRole('table').waitFor();
  const add = page.getByRole('button', { name: 'Add a key' });
  t.equal(await add.getAttribute('aria-disabled'), 'true');
  await tabTo(page, 'Add a key');
  await page.getByRole('tooltip').getByText('apikeys:create').waitFor();
  await page.getByRole('button', { name: 'Actions for Web shop' }).click();
  t.match(await page.getByRole('menuitem', { name: /Revoke/ }).textContent(), /apikeys:delete/);
  await page.goto(`${organization}/audit`);
  await page.getByText('audit:view').waitFor();
});
