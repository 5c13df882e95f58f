import { type Icon, IconKey, IconSettings } from '@tabler/icons-react';
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
];

export const ORGANIZATION_PAGES: readonly Page[] = [
  { path: 'settings', label: text.settings, icon: IconSettings, permission: 'organizations:view' },
];
