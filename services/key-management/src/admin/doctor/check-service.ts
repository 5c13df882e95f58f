import { type Finding, fail, ok } from './finding.ts';

const PATIENCE_MS = 5_000;

/** Whether key-management itself answers, where KEY_MANAGEMENT_URL says where it is. */
export async function checkService(url: string): Promise<Finding> {
  try {
    const answer = await fetch(new URL('/readyz', url), {
      signal: AbortSignal.timeout(PATIENCE_MS),
      redirect: 'manual',
    });
    if (answer.ok) return ok('service', `${url} is ready`);
    const document: unknown = await answer.json().catch(() => undefined);
    const detail = Object(document).detail;
    const why = typeof detail === 'string' ? detail : `/readyz answers ${answer.status}`;
    return fail('service', `${url}: ${why}`, 'See what stands above, and the log of the service.');
  } catch {
    return fail('service', `${url} does not answer`, 'Start key-management, or correct KEY_MANAGEMENT_URL.');
  }
}
