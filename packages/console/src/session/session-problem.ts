import { ProblemError } from '@keyward/client';

/** The problem document of a refusing answer; a bare one where a proxy wrote something else. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => undefined);
  const document = typeof body === 'object' && body !== null ? { ...body } : {};
  return new ProblemError(response.status, document);
}
