import { reportFailure } from '../exit-code.ts';
import { runAdmin } from './run-admin.ts';

try {
  process.exitCode = await runAdmin(process.argv.slice(2), process);
} catch (error) {
  process.exitCode = reportFailure(error);
}
