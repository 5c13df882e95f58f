import type { Schemas } from '@keyward/client';
import { createContext, use } from 'react';
import type { Place } from '../permissions/may.ts';

export type Organization = Schemas['Organization'];
export const OrganizationContext = createContext<Organization | undefined>(undefined);

/** The organization that the address names. Only below its layout. */
export function useOrganization(): Organization & { readonly place: Place } {
  const organization = use(OrganizationContext);
  if (organization === undefined) throw new Error('There is no organization above this component.');
  return { ...organization, place: { organizationId: organization.id } };
}
