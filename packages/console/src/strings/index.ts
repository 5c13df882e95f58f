import { apiKeys } from './api-keys.ts';
import { audit } from './audit.ts';
import { common, permissions, problems, receipt } from './common.ts';
import { credentials } from './credentials.ts';
import { findings } from './findings.ts';
import { flows } from './flows.ts';
import { gateways } from './gateways.ts';
import { imports } from './import.ts';
import { keys } from './keys.ts';
import { members } from './members.ts';
import { navigation } from './navigation.ts';
import { settings } from './settings.ts';
import { signIn } from './sign-in.ts';
import { usage } from './usage.ts';

/** Everything that the console says. */
export const strings = {
  common,
  problems,
  permissions,
  receipt,
  signIn,
  navigation,
  keys,
  apiKeys,
  imports,
  credentials,
  flows,
  audit,
  members,
  settings,
  gateways,
  usage,
  findings,
};
