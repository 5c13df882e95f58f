import type { Commands, Context } from '../../context.ts';
import { createFlow } from './create-flow.ts';
import { deleteFlow } from './delete-flow.ts';
import { editFlow } from './edit-flow.ts';
import { listFlows } from './list-flows.ts';

/** `keyward flows`: which server runs which flow of a workspace. */
export function flowCommands(program: Commands, context: Context): void {
  const flows = program.command('flows').description('flows: what keys call, and the servers that run them');
  listFlows(flows, context);
  createFlow(flows, context);
  editFlow(flows, context);
  deleteFlow(flows, context);
}
