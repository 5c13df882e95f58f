import { ProblemError } from '@keyward/auth';

import { GATEWAY_PROBLEMS } from '../problems.ts';

const NAMES: ReadonlySet<string> = new Set(['chatflowId', 'agentflowId']);

/** Flow servers read no more than the first thousand parameters: one behind them would be authorised and not obeyed. */
const MAX_PARAMETERS = 200;

/**
 * The flow a raw query names, undefined when it names none. Throws a ProblemError when it names more than one, or spells
 * a name in a way (`chatflowId[]`, `%63hatflowId`) that a flow server might read as the same parameter.
 */
export function flowIdInQuery(query: string): string | undefined {
  if (!mayNameFlow(query)) return undefined;
  const parameters = query.split('&');
  if (parameters.length > MAX_PARAMETERS) throw conflict(`The query has more than ${MAX_PARAMETERS} parameters.`);
  let flowId: string | undefined;
  for (const parameter of parameters) {
    const equals = parameter.indexOf('=');
    const name = equals === -1 ? parameter : parameter.slice(0, equals);
    if (NAMES.has(name)) {
      const value = equals === -1 ? '' : parameter.slice(equals + 1);
      if (flowId !== undefined) throw conflict('The query names the flow more than once.');
      flowId = value;
    } else if (/flowid/i.test(decoded(name))) {
      throw conflict('The query spells the name of the flow id in another way than chatflowId or agentflowId.');
    }
  }
  return flowId === '' ? undefined : flowId;
}

/** Cheap, and never false where the answer is yes: a name can only hide behind escapes. */
function mayNameFlow(query: string): boolean {
  return query !== '' && /flowid|%/i.test(query);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // One broken escape must not hide the others.
    return name.replace(/%([0-7][0-9a-f])/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  }
}

function conflict(detail: string): ProblemError {
  return new ProblemError(GATEWAY_PROBLEMS.flowIdConflict, { detail });
}
