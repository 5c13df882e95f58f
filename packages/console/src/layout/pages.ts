import {
  type Icon,
  IconBuilding,
  IconChartBar,
  IconFileImport,
  IconHistory,
  IconKey,
  IconLockPassword,
  IconPlugConnected,
  IconRobot,
  IconRoute,
  IconSettings,
  IconShieldCheck,
  IconSparkles,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react';
import { strings } from '../strings/index.ts';

export interface Page {
  /** Below the address of the workspace or the organization. */
  readonly path: string;
  readonly label: string;
  readonly icon: Icon;
  /** What it takes to see it. */
  readonly permission: string;
}

const text = strings.navigation;

export const WORKSPACE_PAGES: readonly Page[] = [
  { path: 'api-keys', label: text.apiKeys, icon: IconKey, permission: 'apikeys:view' },
  { path: 'import', label: text.import, icon: IconFileImport, permission: 'apikeys:import' },
  { path: 'credentials', label: text.credentials, icon: IconLockPassword, permission: 'credentials:view' },
  { path: 'gateways', label: text.gateways, icon: IconSparkles, permission: 'gateways:view' },
  { path: 'flows', label: text.flows, icon: IconRoute, permission: 'flows:view' },
  { path: 'usage', label: text.usage, icon: IconChartBar, permission: 'usage:view' },
  { path: 'findings', label: text.findings, icon: IconShieldCheck, permission: 'usage:view' },
];

export const ORGANIZATION_PAGES: readonly Page[] = [
  { path: 'api-keys', label: text.organizationKeys, icon: IconBuilding, permission: 'apikeys:view' },
  { path: 'management-keys', label: text.managementKeys, icon: IconRobot, permission: 'members:manage' },
  { path: 'webhooks', label: text.webhooks, icon: IconWebhook, permission: 'organizations:update' },
  { path: 'audit', label: text.audit, icon: IconHistory, permission: 'audit:view' },
  { path: 'members', label: text.members, icon: IconUsers, permission: 'members:manage' },
  { path: 'settings', label: text.settings, icon: IconSettings, permission: 'organizations:view' },
];

/** Of the installation as a whole: for operators alone, so nobody else is shown that there are such pages. */
export const INSTALLATION_PAGES: readonly Page[] = [
  { path: 'service-keys', label: text.serviceKeys, icon: IconPlugConnected, permission: 'operator' },
];
