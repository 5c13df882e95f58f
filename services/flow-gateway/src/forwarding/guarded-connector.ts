export { createGuardedConnector, ForbiddenAddressError } from '@keyward/auth';
