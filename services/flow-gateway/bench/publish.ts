import { readFile, writeFile } from 'node:fs/promises';

import { chartSvg } from './chart.ts';
import { type Section, sectionText } from './report.ts';

const ROOT = new URL('../../../', import.meta.url);
const README = new URL('README.md', ROOT);
const PAGE = 'services/flow-gateway/docs/speed.md';
const CHART = 'services/flow-gateway/docs/speed.svg';
const BEGIN = '<!-- written by the bench -->';
const END = '<!-- until here -->';
const TITLE = 'Requests a second on one core, every feature on';

/** Writes all figures to a page in docs/, and the comparison with its chart into the README, between its two marks. */
export async function publish(preface: string, sections: readonly Section[]): Promise<void> {
  await writeFile(new URL(PAGE, ROOT), pageText(preface, sections));
  const comparison = sections.find(({ bars }) => bars !== undefined);
  if (comparison?.bars === undefined) return;
  await writeFile(new URL(CHART, ROOT), chartSvg({ title: TITLE, bars: comparison.bars, accent: 'Keyward' }));
  const readme = await readFile(README, 'utf8');
  await writeFile(README, readmeWith(readme, preface, comparison));
}

/** The page of all figures. */
export function pageText(preface: string, sections: readonly Section[]): string {
  return `${['# Speed', preface, ...sections.map(sectionText)].join('\n\n')}\n`;
}

/** A README with the comparison between its marks. Throws where it has none. */
export function readmeWith(readme: string, preface: string, comparison: Section): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin === -1 || end < begin) throw new Error(`the README has no ${BEGIN} … ${END}`);
  const text = [
    BEGIN,
    `![${TITLE}](${CHART})`,
    preface,
    sectionText(comparison).split('\n\n').slice(1).join('\n\n'),
    `[All figures](${PAGE}).`,
  ].join('\n\n');
  return `${readme.slice(0, begin)}${text}\n\n${readme.slice(end)}`;
}
