export interface Chart {
  readonly title: string;
  readonly bars: readonly { readonly name: string; readonly value: number }[];
  /** The bar that stands out. */
  readonly accent: string;
}

const WIDTH = 720;
const LABELS = 190;
const FIGURES = 80;
const ROW = 30;
const TOP = 44;

/** Horizontal bars as an SVG that can be read in light and in dark. */
export function chartSvg({ title, bars, accent }: Chart): string {
  const greatest = Math.max(...bars.map(({ value }) => value), 1);
  const height = TOP + bars.length * ROW + 8;
  const rows = bars.map(({ name, value }, index) => {
    const y = TOP + index * ROW;
    const width = Math.max(1, (value / greatest) * (WIDTH - LABELS - FIGURES));
    const end = LABELS + width;
    const text = y + ROW / 2 + 1;
    return [
      `  <text x="${LABELS - 10}" y="${text}" text-anchor="end">${escaped(name.replaceAll('`', ''))}</text>`,
      `  <rect${name === accent ? ' class="accent"' : ''} x="${LABELS}" y="${y + 4}" width="${width.toFixed(1)}" height="${ROW - 10}" rx="3"/>`,
      `  <text x="${(end + 8).toFixed(1)}" y="${text}">${Math.round(value).toLocaleString('en')}</text>`,
    ].join('\n');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escaped(title)}">
  <style>
    text { font: 14px system-ui, sans-serif; fill: #24292f; dominant-baseline: middle }
    .title { font-weight: 600; font-size: 15px }
    rect { fill: #8c959f }
    .accent { fill: #0969da }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 }
      rect { fill: #6e7681 }
      .accent { fill: #4493f8 }
    }
  </style>
  <text class="title" x="${LABELS}" y="20">${escaped(title)}</text>
${rows.join('\n')}
</svg>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
