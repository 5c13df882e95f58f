import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { median, type Task, tasksDuring } from './main-thread.ts';

const ROUNDS = 3;

type Step = readonly [name: string, act: (page: Page) => Promise<unknown>];

/** What somebody does with a long list, each step until its outcome is shown. */
const STEPS: readonly Step[] = [
  [
    'scrolling down and up',
    async (page) => {
      for (const distance of [400, 400, 400, 800, -1000, -1000]) await page.mouse.wheel(0, distance);
      await page.waitForTimeout(200);
    },
  ],
  [
    'filtering by name',
    async (page) => {
      await page.getByLabel('Search by name').pressSequentially('0123', { delay: 60 });
      await page.waitForURL(/name=0123/);
      await page.getByRole('table').getByText('Application 00123').waitFor();
    },
  ],
  [
    'clearing that',
    async (page) => {
      await page.getByLabel('Search by name').fill('');
      await page.getByText('Page 1').waitFor();
    },
  ],
  [
    'filtering by status',
    async (page) => {
      await page.getByRole('combobox', { name: 'Status' }).click();
      await page.getByRole('option', { name: 'Active' }).click();
      await page.waitForURL(/status=active/);
      await page.waitForTimeout(300);
    },
  ],
  [
    'sorting by name',
    async (page) => {
      await page.getByRole('button', { name: 'Name', exact: true }).click();
      await page.getByRole('table').getByText('Application 00000').waitFor();
    },
  ],
  [
    'turning the page',
    async (page) => {
      await page.getByRole('button', { name: 'Next page' }).click();
      await page.getByText('Page 2').waitFor();
      await page.waitForTimeout(300);
    },
  ],
  [
    'opening a menu',
    async (page) => {
      await page
        .getByRole('button', { name: /^Actions for/ })
        .first()
        .click();
      await page.getByRole('menu').waitFor();
      await page.keyboard.press('Escape');
    },
  ],
];

/** How long the main thread is busy at a stretch while somebody scrolls, filters, sorts and pages many keys. */
export async function measureKeysTable(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
  print: (line: string) => void,
): Promise<void> {
  const longest = new Map<string, Task[]>();
  for (let round = 0; round < ROUNDS; round++) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(address);
    await page.getByRole('table').waitFor();
    await page.waitForTimeout(1_000);
    await page.mouse.move(700, 500);
    for (const [name, act] of STEPS) {
      const tasks = await tasksDuring(browser, page, () => act(page));
      const wallMs = Math.max(...tasks.map((task) => task.wallMs));
      const cpuMs = Math.max(...tasks.map((task) => task.cpuMs));
      longest.set(name, [...(longest.get(name) ?? []), { wallMs, cpuMs }]);
    }
    await context.close();
  }
  print(`\nthe longest task of the main thread, median of ${ROUNDS}     CPU       all`);
  for (const [name, tasks] of longest) {
    const cpu = median(tasks.map(({ cpuMs }) => cpuMs)).toFixed(0);
    const wall = median(tasks.map(({ wallMs }) => wallMs)).toFixed(0);
    print(`${name.padEnd(46)}${cpu.padStart(6)} ms ${wall.padStart(6)} ms`);
  }
}
