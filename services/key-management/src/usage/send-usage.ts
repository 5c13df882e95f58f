import { ProblemError } from '@keyward/auth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { problems } from '../http/problems.ts';
import { UsageQuerystring, usageQuery } from './usage-query.ts';
import { USAGE_REPORT_EXAMPLE, UsageReport, usageCsv, usageReport } from './usage-report.ts';
import { type UsageOwner, usageRepository } from './usage-repository.ts';

/** Enough for a month of hours by a few outcomes, or a total of every key, and little enough to hold in memory. */
const MAX_ITEMS = 20_000;

const csvExample = 'start,requests,ok\r\n2026-03-01T00:00:00.000Z,1200,1190\r\n';

/** What the operations that answer usage have in common. */
export const usageSchema = {
  tags: ['Usage'],
  description:
    'Times are UTC. Hours are kept for 90 days, then days: of those, each counts whose beginning is in the range. ' +
    'With `Accept: text/csv` the items alone, as CSV.',
  querystring: UsageQuerystring,
  response: {
    200: {
      description: 'The sums.',
      content: {
        'application/json': { schema: UsageReport, example: USAGE_REPORT_EXAMPLE },
        'text/csv': { schema: Type.String(), example: csvExample },
      },
    },
  },
};

/** Answers with the usage that the request's query asks for. */
export async function sendUsage(
  request: FastifyRequest<{ Querystring: Static<typeof UsageQuerystring> }>,
  reply: FastifyReply,
  owner: UsageOwner,
): Promise<FastifyReply> {
  const query = usageQuery(request.query, new Date());
  const rows = await usageRepository(request.server.services.db).sums(owner, query, MAX_ITEMS + 1);
  if (rows.length > MAX_ITEMS) {
    throw new ProblemError(problems.usageTooDetailed, {
      detail: `More than ${MAX_ITEMS} rows: ask for a shorter time, a longer step or fewer groups.`,
    });
  }
  const report = usageReport(query, rows);
  reply.header('vary', 'accept');
  if (!prefersCsv(request.headers.accept)) return reply.type('application/json; charset=utf-8').send(report);
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', 'attachment; filename="usage.csv"')
    .send(usageCsv(query, report));
}

/** Whoever names CSV without naming JSON gets it; weights are not looked at. */
function prefersCsv(accept: string | undefined): boolean {
  return accept !== undefined && /\btext\/csv\b/i.test(accept) && !/\bapplication\/json\b/i.test(accept);
}
