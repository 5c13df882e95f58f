import { apiKeys } from './api-keys.ts';
import { audit } from './audit.ts';
import { controls } from './controls.ts';
import { credentials } from './credentials.ts';
import { findings } from './findings.ts';
import { flows } from './flows.ts';
import { gateways } from './gateways.ts';
import { imports } from './import.ts';
import { keys } from './keys.ts';
import { managementKeys } from './management-keys.ts';
import { members } from './members.ts';
import { navigation } from './navigation.ts';
import { organizationKeys } from './organization-keys.ts';
import { permissions } from './permissions.ts';
import { places } from './places.ts';
import { problems } from './problems.ts';
import { receipt } from './receipt.ts';
import { serviceKeys } from './service-keys.ts';
import { settings } from './settings.ts';
import { signIn } from './sign-in.ts';
import { usage } from './usage.ts';
import { webhooks } from './webhooks.ts';

/** Everything that the console says. */
export const strings = {
  controls,
  places,
  problems,
  permissions,
  receipt,
  signIn,
  navigation,
  keys,
  apiKeys,
  organizationKeys,
  managementKeys,
  serviceKeys,
  imports,
  credentials,
  flows,
  audit,
  members,
  webhooks,
  settings,
  gateways,
  usage,
  findings,
};
