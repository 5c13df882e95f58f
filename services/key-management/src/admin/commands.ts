import type { AdminCommand } from './admin-command.ts';

/** The commands of `keyward-admin`, by name, in the order in which the help lists them. Each is loaded when it is run. */
export const COMMANDS: Readonly<Record<string, AdminCommand>> = {
  doctor: {
    summary: 'check the configuration, the database, the migrations, the clocks, the master keys and the gateways',
    load: async () => (await import('./doctor/doctor.ts')).doctor,
  },
  migrate: {
    summary: 'bring the database to this version',
    load: async () => (await import('./migrate.ts')).migrate,
  },
  'new-epoch': {
    summary: 'make every gateway drop what it holds, after a restore of the database',
    load: async () => (await import('./new-epoch.ts')).newEpoch,
  },
  rewrap: {
    summary: 'encrypt all credentials and webhook secrets anew under the current master key',
    load: async () => (await import('./rewrap.ts')).rewrap,
  },
};
