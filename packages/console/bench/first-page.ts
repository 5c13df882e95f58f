import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { median, sum, tasksDuring } from './main-thread.ts';

const VISITS = 7;
const KIB = 1024;

interface Visit {
  /** Bytes on the wire. */
  readonly scripts: number;
  readonly styles: number;
  /** When the keys were shown and the main thread had nothing else to do, in ms after the navigation began. */
  readonly interactiveMs: number;
  /** What the main thread worked until then. */
  readonly cpuMs: number;
}

/** The first page of somebody who is signed in and has nothing cached: what is loaded, and when it can be used. */
export async function measureFirstPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
  print: (line: string) => void,
): Promise<void> {
  const visits: Visit[] = [];
  for (let visit = 0; visit < VISITS; visit++) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    let opened: Omit<Visit, 'cpuMs'> | undefined;
    const tasks = await tasksDuring(browser, page, async () => {
      opened = await open(page, address);
    });
    if (opened !== undefined) visits.push({ ...opened, cpuMs: sum(tasks.map(({ cpuMs }) => cpuMs)) });
    await context.close();
  }
  const of = (member: keyof Visit) => visits.map((visit) => visit[member]);
  const interactive = of('interactiveMs');
  print(`\nthe first page, nothing cached, server warm, median of ${VISITS}`);
  print(`JavaScript, compressed    ${(median(of('scripts')) / KIB).toFixed(0).padStart(6)} KiB`);
  print(`styles, compressed        ${(median(of('styles')) / KIB).toFixed(0).padStart(6)} KiB`);
  print(
    `interactive after         ${median(interactive).toFixed(0).padStart(6)} ms   ` +
      `(${Math.min(...interactive).toFixed(0)} to ${Math.max(...interactive).toFixed(0)})`,
  );
  print(`of it CPU of the page     ${median(of('cpuMs')).toFixed(0).padStart(6)} ms`);
}

async function open(page: Page, address: string): Promise<Omit<Visit, 'cpuMs'>> {
  await page.goto(address, { waitUntil: 'commit' });
  const interactiveMs = await page.evaluate<number>(`new Promise((resolve) => {
    const look = () =>
      document.querySelector('tbody tr') === null
        ? requestAnimationFrame(look)
        : requestIdleCallback(() => resolve(performance.now()));
    look();
  })`);
  const resources = await page.evaluate<{ name: string; encodedBodySize: number }[]>(
    `performance.getEntriesByType('resource').map(({ name, encodedBodySize }) => ({ name, encodedBodySize }))`,
  );
  const bytesOf = (extension: string) =>
    sum(resources.filter(({ name }) => name.endsWith(extension)).map(({ encodedBodySize }) => encodedBodySize));
  return { scripts: bytesOf('.js'), styles: bytesOf('.css'), interactiveMs };
}
