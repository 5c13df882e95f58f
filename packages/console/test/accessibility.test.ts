import t from 'tap';
import { noBrowser, signIn, violations, visit } from './fixtures/browser.ts';
import { startConsole } from './fixtures/console.ts';
import { everyPage, open } from './fixtures/every-page.ts';

if (noBrowser !== false) {
  t.pass('skipped', { skip: noBrowser });
  process.exit();
}
t.setTimeout(240_000);

const running = await startConsole(t);
const { browser, workspace, url } = running;
const operator = running.cluster.operatorToken;
const pages = await everyPage(running);

for (const colorScheme of ['light', 'dark'] as const) {
  t.test(
    `no page breaks a rule of accessibility in the ${colorScheme} scheme, nor the content security policy`,
    async (t) => {
      const { page, complaints } = await visit(t, browser, { colorScheme });
      await page.goto(url);
      await page.getByLabel('Management key').waitFor();
      t.same(await violations(page), [], 'signing in');
      await signIn(page, url, operator);
      for (const address of pages) {
        await open(page, address);
        t.same(await violations(page), [], new URL(address).pathname);
      }
      await open(page, `${workspace}/api-keys`);
      for (const name of ['Add a key', 'Actions for Web shop']) {
        await page.getByRole('button', { name }).click();
        await page.locator('[role=dialog], [role=menu]').waitFor();
        t.same(await violations(page), [], name);
        await page.keyboard.press('Escape');
        await page.locator('[role=dialog], [role=menu]').waitFor({ state: 'hidden' });
      }
      t.same(complaints, []);
    },
  );
}
