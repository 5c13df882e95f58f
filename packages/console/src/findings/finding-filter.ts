export type FindingStatus = 'open' | 'resolved';
export const FINDING_STATUSES: readonly FindingStatus[] = ['open', 'resolved'];

/** The filter in an address; whatever else stands there is dropped. */
export function parseFindingFilter({ status }: Record<string, unknown>): { status?: FindingStatus } {
  return status === 'resolved' ? { status } : {};
}
