/** Puts text on the clipboard. Answers false where the browser refuses. */
export async function copyText(text: string): Promise<boolean> {
  try {
    // Missing on pages that came without TLS.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  // Inside an open dialog, which would take the focus back from anything outside it.
  (document.querySelector('[aria-modal="true"]') ?? document.body).append(area);
  area.select();
  try {
    return document.execCommand('copy');
  } finally {
    area.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}
