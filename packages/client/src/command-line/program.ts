import { Command } from '@commander-js/extra-typings';
import packageJson from '../../package.json' with { type: 'json' };
import { adminCommand } from './commands/admin.ts';
import { auditCommand } from './commands/audit.ts';
import { credentialCommands } from './commands/credentials/index.ts';
import { denialsCommand } from './commands/denials.ts';
import { findingsCommand } from './commands/findings.ts';
import { flowCommands } from './commands/flows/index.ts';
import { gatewayCommands } from './commands/gateways/index.ts';
import { introspectCommand } from './commands/introspect.ts';
import { keyCommands } from './commands/keys/index.ts';
import { loginCommand } from './commands/login.ts';
import { logoutCommand } from './commands/logout.ts';
import { managementKeyCommands } from './commands/management-keys/index.ts';
import { memberCommands } from './commands/members/index.ts';
import { organizationCommands } from './commands/organizations/index.ts';
import { serviceKeyCommands } from './commands/service-keys/index.ts';
import { upstreamCommands } from './commands/upstreams/index.ts';
import { usageCommand } from './commands/usage.ts';
import { useCommand } from './commands/use.ts';
import { webhookCommands } from './commands/webhooks/index.ts';
import { whoamiCommand } from './commands/whoami.ts';
import { workspaceCommands } from './commands/workspaces/index.ts';
import { completionCommand } from './completion/completion-command.ts';
import { type Context, examples } from './context.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { openSession } from './session.ts';
import type { Terminal } from './terminal/terminal.ts';

/** The whole command line, in the order in which its help lists it. */
export function createProgram(terminal: Terminal) {
  const program = new Command('keyward')
    .description("Manages API keys for AI flows: key-management's API at your prompt.")
    .version(packageJson.version)
    .option('--json', "print the API's own JSON, for scripts")
    .option('-y, --yes', 'do not ask, for scripts')
    .option('-w, --workspace <workspace>', 'the workspace, by id or name (KEYWARD_WORKSPACE)')
    .option('--organization <organization>', 'the organization, by id or name')
    .option('--profile <name>', 'the sign-in to use (KEYWARD_PROFILE)')
    .option('--url <url>', 'where key-management is (KEYWARD_URL)')
    .exitOverride()
    .showHelpAfterError('(add --help for more)')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => void terminal.stderr.write(text) })
    .addHelpText(
      'after',
      examples(
        'keyward login --local',
        'keyward keys create --name "Web shop" --expires-in three-months',
        'keyward keys list --unused-for P90D --json',
        'keyward keys import flowise.json --mode add-new --dry-run',
      ),
    )
    .addHelpText('after', EXIT_CODES_HELP);

  const options = () => program.opts();
  const context: Context = { terminal, options, session: () => openSession(terminal, options()) };
  loginCommand(program, context);
  logoutCommand(program, context);
  whoamiCommand(program, context);
  useCommand(program, context);
  organizationCommands(program, context);
  workspaceCommands(program, context);
  keyCommands(program, context);
  flowCommands(program, context);
  upstreamCommands(program, context);
  credentialCommands(program, context);
  gatewayCommands(program, context);
  managementKeyCommands(program, context);
  serviceKeyCommands(program, context);
  memberCommands(program, context);
  webhookCommands(program, context);
  usageCommand(program, context);
  denialsCommand(program, context);
  findingsCommand(program, context);
  introspectCommand(program, context);
  auditCommand(program, context);
  adminCommand(program, context);
  completionCommand(program, context);
  return program;
}
