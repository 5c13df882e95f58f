/** Which records are shown: all of it stands in the page's address. */
export interface AuditFilter {
  readonly action?: string;
  readonly targetId?: string;
  readonly actorId?: string;
  /** `YYYY-MM-DD`. */
  readonly from?: string;
  readonly to?: string;
}

const MEMBERS = ['action', 'targetId', 'actorId', 'from', 'to'] as const;

/** The filter in an address; whatever else stands there is dropped. */
export function parseAuditFilter(search: Record<string, unknown>): AuditFilter {
  const filter: Record<string, string> = {};
  for (const member of MEMBERS) {
    const value = search[member];
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') filter[member] = String(value);
  }
  return filter;
}

/** What the API is asked for: days are those of whoever looks. */
export function auditQueryOf({ from, to, ...filter }: AuditFilter): AuditFilter {
  const begin = momentOf(from, 0);
  const end = momentOf(to, 1);
  return { ...filter, ...(begin !== undefined && { from: begin }), ...(end !== undefined && { to: end }) };
}

function momentOf(day: string | undefined, daysLater: number): string | undefined {
  const moment = new Date(`${day}T00:00:00`);
  if (Number.isNaN(moment.getTime())) return undefined;
  moment.setDate(moment.getDate() + daysLater);
  return moment.toISOString();
}
