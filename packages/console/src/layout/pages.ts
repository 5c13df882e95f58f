import {
  type Icon,
  IconChartBar,
  IconFileImport,
  IconHistory,
  IconKey,
  IconLockPassword,
  IconRoute,
  IconSettings,
  IconShieldCheck,
  IconSparkles,
  IconUsers,
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
  { path: 'audit', label: text.audit, icon: IconHistory, permission: 'audit:view' },
  { path: 'members', label: text.members, icon: IconUsers, permission: 'members:manage' },
  { path: 'settings', label: text.settings, icon: IconSettings, permission: 'organizations:view' },
];
