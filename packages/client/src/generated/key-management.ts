// Made by `pnpm --filter @keyward/client generate` from the OpenAPI document. Not to be edited.

export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process runs */
        get: operations["checkHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth2/introspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Introspect a token
         * @description RFC 7662. Of a token that may not be used, a service key learns the reason; every other caller gets exactly `{"active": false}`, also about keys that it may not view.
         */
        post: operations["introspectToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth2/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give up a token
         * @description RFC 7009. The token itself authorises. A token that is unknown, or ended already, is 200 as well.
         */
        post: operations["revokeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether requests can be served
         * @description Not ready without the database, with migrations pending, and while the service stops.
         */
        get: operations["checkReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read who is signed in
         * @description Signed out, the answer is 401 with a member `methods`: `["oidc"]` or `["management-key"]`.
         */
        get: operations["readSession"];
        put?: never;
        /**
         * Sign in with a management key
         * @description Only where no OpenID provider is configured. The answer sets the cookie of the session.
         */
        post: operations["signIn"];
        /** Sign out */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credential-services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the well-known services
         * @description Where the key of each goes in a request, its base URL, and where a person gets one.
         */
        get: operations["listCredentialServices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read who the caller is */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List organizations */
        get: operations["listOrganizations"];
        put?: never;
        /**
         * Create an organization
         * @description For operators only.
         */
        post: operations["createOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an organization */
        get: operations["readOrganization"];
        put?: never;
        post?: never;
        /**
         * Delete an organization
         * @description Ends its workspaces and every key below it, at once and for good.
         */
        delete: operations["deleteOrganization"];
        options?: never;
        head?: never;
        /** Rename an organization */
        patch: operations["renameOrganization"];
        trace?: never;
    };
    "/v1/organizations/{organizationId}/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List api keys */
        get: operations["listOrganizationApiKeys"];
        put?: never;
        /**
         * Create an organization-wide API key
         * @description The token is in this answer and never again: store it at once. A lost one is replaced by rotating.
         */
        post: operations["createOrganizationApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an organization-wide API key */
        get: operations["getOrganizationApiKey"];
        put?: never;
        post?: never;
        /**
         * Revoke an organization-wide API key
         * @description The key ends at once and for good; its row stays for the audit. The answer comes when no gateway accepts it any more and its running requests have ended. Repeated, it waits again and answers the same.
         */
        delete: operations["revokeOrganizationApiKey"];
        options?: never;
        head?: never;
        /**
         * Edit an organization-wide API key
         * @description What the body leaves out stays as it is. `limits`, `metadata` and the lists are replaced as a whole.
         */
        patch: operations["updateOrganizationApiKey"];
        trace?: never;
    };
    "/v1/organizations/{organizationId}/api-keys/{keyId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate an organization-wide API key
         * @description Mints a successor with the same name, permissions, limits and expiry, and shows its token, once. The old key is renamed `<name> (retiring)` and ends with the overlap; its `lastUsedAt` tells whether it is still needed.
         */
        post: operations["rotateOrganizationApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/api-keys/{keyId}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the usage of an organization-wide API key
         * @description Times are UTC. Hours are kept for 90 days, then days: of those, each counts whose beginning is in the range. With `Accept: text/csv` the items alone, as CSV.
         */
        get: operations["getOrganizationApiKeyUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/api-keys/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export API keys
         * @description Every key that is neither revoked nor expired, in one file. There is no token in it; yet the keys work where it is imported, since the hashes of their tokens are. Tokens that Keyward did not mint need the same master key there. Keep the file as you keep a database dump.
         */
        get: operations["exportOrganizationApiKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/api-keys/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import API keys
         * @description Takes an export of Keyward, a file of Flowise, or a list written by hand, up to 100,000 keys, in one transaction. With `Accept: application/x-ndjson` the answer is the last line after lines `{"progress": {"phase", "done", "total"}}`; an error after the first line is a last line `{"problem": {…}}`. A token that was minted is in the answer once.
         */
        post: operations["importOrganizationApiKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/api-keys/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the imports of API keys */
        get: operations["listOrganizationApiKeyImports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/api-keys/imports/{importId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the record of an import */
        get: operations["getOrganizationApiKeyImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/api-keys/imports/{importId}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an import back
         * @description What the import brought is revoked, and what it revoked lives again, as it was. Where a later change of one of these keys is in the way nothing happens, and the refusal names each such key in `keys`. Repeated, it waits again and answers the same.
         */
        post: operations["undoOrganizationApiKeyImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done in an organization
         * @description Newest first. No event holds a token, a hash or another secret.
         */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/denials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what gateways refused to keys of an organization
         * @description Newest first, of the last 7 days, as gateways have reported them: about a minute late. Only requests whose key is known are here; a token that is nobody’s is counted nowhere.
         */
        get: operations["listOrganizationDenials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what to look at in an organization
         * @description Newest first; computed every minute from what gateways have reported.
         */
        get: operations["listOrganizationFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/management-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List management keys */
        get: operations["listManagementKeys"];
        put?: never;
        /**
         * Create a management key
         * @description The token is in this answer and never again: store it at once. A lost one is replaced by rotating.
         */
        post: operations["createManagementKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/management-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a management key */
        get: operations["getManagementKey"];
        put?: never;
        post?: never;
        /**
         * Revoke a management key
         * @description The key ends at once and for good; its row stays for the audit. The answer comes when no gateway accepts it any more and its running requests have ended. Repeated, it waits again and answers the same.
         */
        delete: operations["revokeManagementKey"];
        options?: never;
        head?: never;
        /**
         * Edit a management key
         * @description What the body leaves out stays as it is. `limits`, `metadata` and the lists are replaced as a whole.
         */
        patch: operations["updateManagementKey"];
        trace?: never;
    };
    "/v1/organizations/{organizationId}/management-keys/{keyId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate a management key
         * @description Mints a successor with the same name, permissions, limits and expiry, and shows its token, once. The old key is renamed `<name> (retiring)` and ends with the overlap; its `lastUsedAt` tells whether it is still needed.
         */
        post: operations["rotateManagementKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the members of an organization */
        get: operations["listMembers"];
        put?: never;
        /**
         * Add a member
         * @description With no permission that the caller does not hold itself.
         */
        post: operations["createMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/members/{memberId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a member
         * @description What the member made stays: keys, flows, and the credentials that are attached to upstreams.
         */
        delete: operations["deleteMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the webhooks of an organization */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Create a webhook
         * @description Messages are signed as Standard Webhooks has it (HMAC-SHA-256). The secret is in this answer and never again.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/webhooks/{webhookId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a webhook */
        get: operations["readWebhook"];
        put?: never;
        post?: never;
        /** Delete a webhook */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /** Edit a webhook */
        patch: operations["updateWebhook"];
        trace?: never;
    };
    "/v1/organizations/{organizationId}/webhooks/{webhookId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was sent to a webhook
         * @description Newest first, of the last 30 days.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/webhooks/{webhookId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test message to a webhook
         * @description It is sent within seconds; the list of deliveries tells how it went.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organizationId}/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the workspaces of an organization */
        get: operations["listWorkspaces"];
        put?: never;
        /** Create a workspace */
        post: operations["createWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List service keys */
        get: operations["listServiceKeys"];
        put?: never;
        /**
         * Create a service key
         * @description The token is in this answer and never again: store it at once. A lost one is replaced by rotating.
         */
        post: operations["createServiceKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a service key */
        get: operations["getServiceKey"];
        put?: never;
        post?: never;
        /**
         * Revoke a service key
         * @description The key ends at once and for good; its row stays for the audit. The answer comes when no gateway accepts it any more and its running requests have ended. Repeated, it waits again and answers the same.
         */
        delete: operations["revokeServiceKey"];
        options?: never;
        head?: never;
        /**
         * Edit a service key
         * @description What the body leaves out stays as it is. `limits`, `metadata` and the lists are replaced as a whole.
         */
        patch: operations["updateServiceKey"];
        trace?: never;
    };
    "/v1/service-keys/{keyId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate a service key
         * @description Mints a successor with the same name, permissions, limits and expiry, and shows its token, once. The old key is renamed `<name> (retiring)` and ends with the overlap; its `lastUsedAt` tells whether it is still needed.
         */
        post: operations["rotateServiceKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a workspace */
        get: operations["readWorkspace"];
        put?: never;
        post?: never;
        /**
         * Delete a workspace
         * @description Ends every key below it, and with it its flows and upstreams, at once and for good.
         */
        delete: operations["deleteWorkspace"];
        options?: never;
        head?: never;
        /** Rename a workspace */
        patch: operations["renameWorkspace"];
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List api keys */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Create an API key of a workspace
         * @description The token is in this answer and never again: store it at once. A lost one is replaced by rotating.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an API key of a workspace */
        get: operations["getApiKey"];
        put?: never;
        post?: never;
        /**
         * Revoke an API key of a workspace
         * @description The key ends at once and for good; its row stays for the audit. The answer comes when no gateway accepts it any more and its running requests have ended. Repeated, it waits again and answers the same.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        /**
         * Edit an API key of a workspace
         * @description What the body leaves out stays as it is. `limits`, `metadata` and the lists are replaced as a whole.
         */
        patch: operations["updateApiKey"];
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/api-keys/{keyId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate an API key of a workspace
         * @description Mints a successor with the same name, permissions, limits and expiry, and shows its token, once. The old key is renamed `<name> (retiring)` and ends with the overlap; its `lastUsedAt` tells whether it is still needed.
         */
        post: operations["rotateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/api-keys/{keyId}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the usage of an API key of a workspace
         * @description Times are UTC. Hours are kept for 90 days, then days: of those, each counts whose beginning is in the range. With `Accept: text/csv` the items alone, as CSV.
         */
        get: operations["getApiKeyUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/api-keys/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export API keys
         * @description Every key that is neither revoked nor expired, in one file. There is no token in it; yet the keys work where it is imported, since the hashes of their tokens are. Tokens that Keyward did not mint need the same master key there. Keep the file as you keep a database dump.
         */
        get: operations["exportApiKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/api-keys/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import API keys
         * @description Takes an export of Keyward, a file of Flowise, or a list written by hand, up to 100,000 keys, in one transaction. With `Accept: application/x-ndjson` the answer is the last line after lines `{"progress": {"phase", "done", "total"}}`; an error after the first line is a last line `{"problem": {…}}`. A token that was minted is in the answer once.
         */
        post: operations["importApiKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/api-keys/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the imports of API keys */
        get: operations["listApiKeyImports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/api-keys/imports/{importId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the record of an import */
        get: operations["getApiKeyImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/api-keys/imports/{importId}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an import back
         * @description What the import brought is revoked, and what it revoked lives again, as it was. Where a later change of one of these keys is in the way nothing happens, and the refusal names each such key in `keys`. Repeated, it waits again and answers the same.
         */
        post: operations["undoApiKeyImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the credentials of a workspace
         * @description The caller's own, and those that are shared with it.
         */
        get: operations["listCredentials"];
        put?: never;
        /**
         * Store a credential
         * @description The value is encrypted, and no answer ever shows it. Where it goes in a request is taken from the catalogue unless the body says it.
         */
        post: operations["createCredential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/credentials/{credentialId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a credential */
        get: operations["readCredential"];
        put?: never;
        post?: never;
        /**
         * Delete a credential
         * @description Whoever manages the members of the organization may also delete a credential that is personal to another, or shared with others.
         */
        delete: operations["deleteCredential"];
        options?: never;
        head?: never;
        /**
         * Edit a credential, or rotate its value
         * @description With a new `value`, whatever uses the credential goes on with that one: when the answer comes, no gateway sends the old one any more.
         */
        patch: operations["editCredential"];
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/denials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what gateways refused to keys in a workspace
         * @description Newest first, of the last 7 days, as gateways have reported them: about a minute late. Only requests whose key is known are here; a token that is nobody’s is counted nowhere.
         */
        get: operations["listDenials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what to look at in a workspace
         * @description Newest first; computed every minute from what gateways have reported.
         */
        get: operations["listFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/flows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the flows of a workspace */
        get: operations["listFlows"];
        put?: never;
        /** Register a flow */
        post: operations["createFlow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/flows/{flowId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a flow */
        get: operations["readFlow"];
        put?: never;
        post?: never;
        /** Take a flow out of the register */
        delete: operations["deleteFlow"];
        options?: never;
        head?: never;
        /** Edit a flow */
        patch: operations["editFlow"];
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/gateways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the gateways of a workspace */
        get: operations["listGateways"];
        put?: never;
        /**
         * Create a gateway
         * @description Applications name a model; which provider answers can change without them.
         */
        post: operations["createGateway"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/gateways/{gatewayId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a gateway */
        get: operations["readGateway"];
        put?: never;
        post?: never;
        /**
         * Delete a gateway
         * @description Ends every key of it, at once and for good.
         */
        delete: operations["deleteGateway"];
        options?: never;
        head?: never;
        /**
         * Edit a gateway
         * @description What the body leaves out stays as it is; `models` and `limits` are replaced as a whole.
         */
        patch: operations["editGateway"];
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/gateways/{gatewayId}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List gateway keys */
        get: operations["listGatewayKeys"];
        put?: never;
        /**
         * Create a gateway key
         * @description The token is in this answer and never again: store it at once. A lost one is replaced by rotating.
         */
        post: operations["createGatewayKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/gateways/{gatewayId}/keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a gateway key */
        get: operations["getGatewayKey"];
        put?: never;
        post?: never;
        /**
         * Revoke a gateway key
         * @description The key ends at once and for good; its row stays for the audit. The answer comes when no gateway accepts it any more and its running requests have ended. Repeated, it waits again and answers the same.
         */
        delete: operations["revokeGatewayKey"];
        options?: never;
        head?: never;
        /**
         * Edit a gateway key
         * @description What the body leaves out stays as it is. `limits`, `metadata` and the lists are replaced as a whole.
         */
        patch: operations["updateGatewayKey"];
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/gateways/{gatewayId}/keys/{keyId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate a gateway key
         * @description Mints a successor with the same name, permissions, limits and expiry, and shows its token, once. The old key is renamed `<name> (retiring)` and ends with the overlap; its `lastUsedAt` tells whether it is still needed.
         */
        post: operations["rotateGatewayKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/gateways/{gatewayId}/keys/{keyId}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the usage of a gateway key
         * @description Times are UTC. Hours are kept for 90 days, then days: of those, each counts whose beginning is in the range. With `Accept: text/csv` the items alone, as CSV.
         */
        get: operations["getGatewayKeyUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/upstreams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the upstreams of a workspace */
        get: operations["listUpstreams"];
        put?: never;
        /** Create an upstream */
        post: operations["createUpstream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/upstreams/{upstreamId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an upstream */
        get: operations["readUpstream"];
        put?: never;
        post?: never;
        /** Delete an upstream */
        delete: operations["deleteUpstream"];
        options?: never;
        head?: never;
        /**
         * Edit an upstream
         * @description Whatever it serves is called at the new base URL from then on. The kind cannot be changed. Another origin is where its credential goes, so that takes a credential that the caller may attach.
         */
        patch: operations["editUpstream"];
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the usage of a workspace
         * @description Times are UTC. Hours are kept for 90 days, then days: of those, each counts whose beginning is in the range. With `Accept: text/csv` the items alone, as CSV.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ApiKey: {
            allowedIps: string[] | null;
            /** Format: date-time */
            createdAt: string;
            /** @description The id of the principal that created the key. */
            createdBy: string;
            /** @description What may be shown of the token. */
            display: string;
            /** @description False while the key is suspended. */
            enabled: boolean;
            expiresAt: string | null;
            externalId: string | null;
            flows: string[] | null;
            id: string;
            /** @enum {string} */
            kind: "api" | "gw" | "mgmt" | "svc";
            lastUsedAt: string | null;
            lastUsedIp: string | null;
            /** @description How much the key may be used; what is left out is not limited. */
            limits: {
                /** @description Requests under way at the same time. */
                concurrentRequests?: number;
                /** @description Requests in one day. */
                requestsPerDay?: number;
                /** @description Requests in one minute. */
                requestsPerMinute?: number;
                /** @description Language model tokens in one day; for gateway keys. */
                tokensPerDay?: number;
                /** @description Language model tokens in one minute; for gateway keys. */
                tokensPerMinute?: number;
            };
            /** @description A JSON object of the caller's own, up to 4096 bytes. */
            metadata: {
                [key: string]: unknown;
            };
            name: string;
            organizationId: string | null;
            /** @enum {string} */
            origin: "minted" | "imported";
            permissions: string[];
            replacedBy: string | null;
            replaces: string | null;
            revokedAt: string | null;
            /** @enum {string} */
            status: "active" | "disabled" | "expiring" | "expired" | "revoked";
            tags: string[];
            /** Format: date-time */
            updatedAt: string;
            workspaceId: string | null;
        };
        ApiKeyChanges: {
            allowedIps?: string[] | null;
            /** @description False suspends the key as immediately as revoking it does. */
            enabled?: boolean;
            /** @description When the key ends; null: never. */
            expiresAt?: string | null;
            flows?: string[] | null;
            /** @description How much the key may be used; what is left out is not limited. */
            limits?: {
                /** @description Requests under way at the same time. */
                concurrentRequests?: number;
                /** @description Requests in one day. */
                requestsPerDay?: number;
                /** @description Requests in one minute. */
                requestsPerMinute?: number;
                /** @description Language model tokens in one day; for gateway keys. */
                tokensPerDay?: number;
                /** @description Language model tokens in one minute; for gateway keys. */
                tokensPerMinute?: number;
            };
            /** @description A JSON object of the caller's own, up to 4096 bytes. */
            metadata?: {
                [key: string]: unknown;
            };
            name?: string;
            /** @description What the key may do at the gateway; `*` for everything. */
            permissions?: ("flows:execute" | "logs:view" | "deployments:manage" | "apis:call" | "*")[];
            tags?: string[];
        };
        ApiKeyExport: {
            /** Format: date-time */
            exportedAt: string;
            /** @constant */
            format: "keyward.api-keys";
            keys: components["schemas"]["ExportedApiKey"][];
            /** @description What shows that another installation has the same master keys; nothing of the keys themselves. */
            masterKeys?: {
                [key: string]: string;
            };
            /** @constant */
            version: 1;
        };
        AuditEvent: {
            action: string;
            actor: {
                id: string;
                name: string;
                type: string;
            };
            /** @description The resource afterwards; null for what is gone. */
            after: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            at: string;
            /** @description The resource before; null for what is new. */
            before: {
                [key: string]: unknown;
            } | null;
            id: string;
            ip: string | null;
            organizationId: string | null;
            requestId: string | null;
            target: {
                id: string;
                name: string | null;
                type: string;
            };
            userAgent: string | null;
            workspaceId: string | null;
        };
        Credential: {
            /** Format: date-time */
            createdAt: string;
            /** @description The id of the principal that created it. */
            createdBy: string;
            id: string;
            /** @description Of the header or query parameter; null for `bearer`. */
            keyName: string | null;
            /** @description The master key that the value is encrypted under. */
            kid: string;
            lastUsedAt: string | null;
            /** @enum {string} */
            location: "header" | "query" | "bearer";
            name: string;
            organizationId: string;
            owner: {
                id: string;
                type: string;
            };
            /** @description False where the master key `kid` is not there any more. */
            readable: boolean;
            service: string;
            /** @description Null where it is personal, or shared with the whole workspace. */
            sharedWith: string[] | null;
            /** Format: date-time */
            updatedAt: string;
            /** @description The upstreams that it is attached to. Where one credential is read, also the flows and gateways behind them. */
            usedBy: {
                id: string;
                name: string;
                /** @enum {string} */
                type: "upstream" | "flow" | "gateway";
            }[];
            /** @description The last four characters, where the value has 20 or more. */
            valueHint: string | null;
            /** Format: date-time */
            valueUpdatedAt: string;
            /** @enum {string} */
            visibility: "personal" | "shared";
            workspaceId: string;
        };
        /** @description A new `value` is how a credential is rotated: whatever uses it goes on. */
        CredentialChanges: {
            /** @description Of the header or query parameter; null for `bearer`. */
            keyName?: string | null;
            /**
             * @description Where the value goes in a request; left out, as the catalogue says.
             * @enum {string}
             */
            location?: "header" | "query" | "bearer";
            name?: string;
            /**
             * @description Of the catalogue, `GET /v1/credential-services`, or `custom`.
             * @enum {string}
             */
            service?: "openai" | "anthropic" | "azure-openai" | "google-gemini" | "mistral" | "cohere" | "groq" | "together" | "openrouter" | "deepseek" | "xai" | "perplexity" | "fireworks" | "hugging-face" | "flowise" | "stripe" | "sendgrid" | "github" | "gitlab" | "slack" | "hubspot" | "notion" | "airtable" | "linear" | "pinecone" | "qdrant" | "tavily" | "serpapi" | "brave-search" | "google-maps" | "openweather" | "custom";
            /** @description The members and management keys that a shared one is for, beside its owner; null for everybody in the workspace. */
            sharedWith?: string[] | null;
            /** @description The key itself. No answer ever shows it. */
            value?: string;
            /**
             * @description Whether it is for its owner alone. Sharing takes `credentials:share`.
             * @enum {string}
             */
            visibility?: "personal" | "shared";
        };
        CredentialService: {
            /** @description Null where every customer has one of their own. */
            baseUrl: string | null;
            /** @description Of the header or query parameter; null for `bearer`. */
            keyName: string | null;
            /** @description Where a person gets a key. */
            keyUrl: string;
            /**
             * @description The kind of upstream that it is.
             * @enum {string}
             */
            kind: "llm" | "api" | "flow-server";
            /** @enum {string} */
            location: "bearer" | "header" | "query";
            name: string;
            /** @description What a credential names it by. */
            service: string;
            /** @description A regular expression that its keys usually match: to warn of a mix-up, not to refuse. */
            valuePattern: string | null;
        };
        Deleted: {
            /** Format: date-time */
            deletedAt: string;
            enforcement?: components["schemas"]["Enforcement"];
        };
        Denial: {
            /** Format: date-time */
            at: string;
            /** @description The reason in words. */
            detail: string | null;
            /** @description The flow that was asked for. */
            flowId: string | null;
            /** @description The client's address. */
            ip: string | null;
            keyId: string;
            /** @description The reason as a problem type; the client may have been told less. */
            problem: string;
            /** @description The `X-Request-Id` of the answer that the client got. */
            requestId: string;
            /** @description Method and pattern of the route. */
            route: string;
            status: number;
            /** @description Null where a key of the whole organization led to no workspace. */
            workspaceId: string | null;
        };
        /** @description In force everywhere: what it took. */
        Enforcement: {
            /** @description Those that have acted on it, or stopped. */
            acknowledged: number;
            /** @description Gateway processes that held a lease when the change was committed. */
            gateways: number;
            /** @description Those that gave no sign until their lease was over, and accept nothing without asking. */
            lapsed: number;
            /** @description Set where a gateway whose lease has lapsed, now or earlier, was configured to go on with its last known answers: for how long at most. */
            staleForMs?: number;
            waitedMs: number;
        };
        ExportedApiKey: {
            allowedIps?: string[] | null;
            display: string;
            enabled?: boolean;
            /** @description When the key ends; null: never. */
            expiresAt?: string | null;
            externalId?: string | null;
            flows?: string[] | null;
            /** @description argon2id, as a PHC string. */
            hash: string;
            id: string;
            /** @description How much the key may be used; what is left out is not limited. */
            limits?: {
                /** @description Requests under way at the same time. */
                concurrentRequests?: number;
                /** @description Requests in one day. */
                requestsPerDay?: number;
                /** @description Requests in one minute. */
                requestsPerMinute?: number;
                /** @description Language model tokens in one day; for gateway keys. */
                tokensPerDay?: number;
                /** @description Language model tokens in one minute; for gateway keys. */
                tokensPerMinute?: number;
            };
            /** @description Where a token that was not minted by Keyward is found; null for minted ones. */
            lookup: {
                digest: string;
                kid: string;
            } | null;
            /** @description A JSON object of the caller's own, up to 4096 bytes. */
            metadata?: {
                [key: string]: unknown;
            };
            name: string;
            /** @description What the key may do at the gateway; `*` for everything. */
            permissions: ("flows:execute" | "logs:view" | "deployments:manage" | "apis:call" | "*")[];
            tags?: string[];
        };
        Finding: {
            /** @description What was found: numbers, times, the network, the permissions. */
            detail: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            foundAt: string;
            id: string;
            keyId: string;
            /** @description When it was found to be so no more. */
            resolvedAt: string | null;
            /**
             * Format: date-time
             * @description When it was last found to be so.
             */
            seenAt: string;
            /**
             * @description `denials-jump`: 20 refusals and more within two hours, five times as many as usual. `new-network`: first used from a network (IPv4 /24, IPv6 /48) within the last 24 hours, by a key that is older than that. `rate-limited`: 10 requests and more over a limit within 24 hours. `idle`: not used for 90 days. `never-used`: for 30 days. `expiring-soon`: within 14 days, and not rotated. `permissions-unused`: a key of 30 days and more that has permissions which it never used.
             * @enum {string}
             */
            type: "denials-jump" | "new-network" | "rate-limited" | "idle" | "never-used" | "expiring-soon" | "permissions-unused";
            /** @description Null for a key of the whole organization. */
            workspaceId: string | null;
        };
        Flow: {
            /** Format: date-time */
            createdAt: string;
            /** @description The id of the principal that registered it. */
            createdBy: string;
            id: string;
            name: string;
            organizationId: string;
            /** @description Whether it may be called without a key. */
            public: boolean;
            /** Format: date-time */
            updatedAt: string;
            /** @description An upstream of kind flow-server in the same workspace. */
            upstreamId: string;
            workspaceId: string;
        };
        FlowiseApiKey: {
            /** @description Takes a token of fewer than 20 characters, which can be guessed. */
            allowWeak?: boolean;
            /** @description The key itself, as client apps present it: 1–512 visible ASCII characters. */
            apiKey: string;
            apiSecret?: string | null;
            chatFlows?: {
                flowName?: string;
            }[] | null;
            createdAt?: string | null;
            id?: string | null;
            keyName: string;
            permissions?: string[] | null;
            updatedDate?: string | null;
            workspaceId?: string | null;
        };
        FlowiseApiKeyPage: {
            data: components["schemas"]["FlowiseApiKey"][];
            total: number;
        };
        FlowiseImportRequest: {
            /** @enum {string} */
            importMode: "add-new" | "overwrite" | "replace-all" | "error-if-exists" | "ignoreIfExist" | "overwriteIfExist" | "replaceAll" | "errorIfExist";
            /** @description `data:application/json;base64,…` */
            jsonFile: string;
        };
        Gateway: {
            /** Format: date-time */
            createdAt: string;
            /** @description The id of the principal that created it. */
            createdBy: string;
            id: string;
            /** @description How much all of its keys may use together; what is left out is not limited. */
            limits: {
                /** @description Requests under way at the same time. */
                concurrentRequests?: number;
                /** @description Requests in one day. */
                requestsPerDay?: number;
                /** @description Requests in one minute. */
                requestsPerMinute?: number;
                /** @description Language model tokens in one day; for gateway keys. */
                tokensPerDay?: number;
                /** @description Language model tokens in one minute; for gateway keys. */
                tokensPerMinute?: number;
            };
            models: {
                /** @description What applications call it. */
                name: string;
                /** @description An upstream of kind llm in the same workspace. */
                upstreamId: string;
                /** @description The provider's own name for it; null where it is the same. */
                upstreamModel: string | null;
            }[];
            name: string;
            organizationId: string;
            /** Format: date-time */
            updatedAt: string;
            workspaceId: string;
        };
        GatewayChanges: {
            /** @description How much all of its keys may use together; what is left out is not limited. */
            limits?: {
                /** @description Requests under way at the same time. */
                concurrentRequests?: number;
                /** @description Requests in one day. */
                requestsPerDay?: number;
                /** @description Requests in one minute. */
                requestsPerMinute?: number;
                /** @description Language model tokens in one day; for gateway keys. */
                tokensPerDay?: number;
                /** @description Language model tokens in one minute; for gateway keys. */
                tokensPerMinute?: number;
            };
            /** @description Each under a name of its own; replaced as a whole. */
            models?: {
                /** @description What applications call it. */
                name: string;
                /** @description An upstream of kind llm in the same workspace. */
                upstreamId: string;
                /** @description The provider's own name for it; null where it is the same. */
                upstreamModel?: string | null;
            }[];
            name?: string;
        };
        GatewayKey: {
            allowedIps: string[] | null;
            /** Format: date-time */
            createdAt: string;
            /** @description The id of the principal that created the key. */
            createdBy: string;
            /** @description What may be shown of the token. */
            display: string;
            /** @description False while the key is suspended. */
            enabled: boolean;
            expiresAt: string | null;
            externalId: string | null;
            flows: string[] | null;
            /** @description The gateway whose models it calls. */
            gatewayId: string | null;
            id: string;
            /** @enum {string} */
            kind: "api" | "gw" | "mgmt" | "svc";
            lastUsedAt: string | null;
            lastUsedIp: string | null;
            /** @description How much the key may be used; what is left out is not limited. */
            limits: {
                /** @description Requests under way at the same time. */
                concurrentRequests?: number;
                /** @description Requests in one day. */
                requestsPerDay?: number;
                /** @description Requests in one minute. */
                requestsPerMinute?: number;
                /** @description Language model tokens in one day; for gateway keys. */
                tokensPerDay?: number;
                /** @description Language model tokens in one minute; for gateway keys. */
                tokensPerMinute?: number;
            };
            /** @description A JSON object of the caller's own, up to 4096 bytes. */
            metadata: {
                [key: string]: unknown;
            };
            name: string;
            organizationId: string | null;
            /** @enum {string} */
            origin: "minted" | "imported";
            permissions: string[];
            replacedBy: string | null;
            replaces: string | null;
            revokedAt: string | null;
            /** @enum {string} */
            status: "active" | "disabled" | "expiring" | "expired" | "revoked";
            tags: string[];
            /** Format: date-time */
            updatedAt: string;
            workspaceId: string | null;
        };
        GatewayKeyChanges: {
            allowedIps?: string[] | null;
            /** @description False suspends the key as immediately as revoking it does. */
            enabled?: boolean;
            /** @description When the key ends; null: never. */
            expiresAt?: string | null;
            /** @description How much the key may be used; what is left out is not limited. */
            limits?: {
                /** @description Requests under way at the same time. */
                concurrentRequests?: number;
                /** @description Requests in one day. */
                requestsPerDay?: number;
                /** @description Requests in one minute. */
                requestsPerMinute?: number;
                /** @description Language model tokens in one day; for gateway keys. */
                tokensPerDay?: number;
                /** @description Language model tokens in one minute; for gateway keys. */
                tokensPerMinute?: number;
            };
            /** @description A JSON object of the caller's own, up to 4096 bytes. */
            metadata?: {
                [key: string]: unknown;
            };
            name?: string;
            tags?: string[];
        };
        Health: {
            /** @constant */
            status: "ok";
        };
        Import: {
            added: number;
            /** Format: date-time */
            createdAt: string;
            /** @description The id of the principal that imported. */
            createdBy: string;
            /** @description SHA-256 of the body, in hex. */
            digest: string;
            /**
             * @description Whose file it was.
             * @enum {string}
             */
            format: "keyward" | "flowise" | "written";
            id: string;
            /** @enum {string} */
            mode: "add-new" | "overwrite" | "replace-all" | "error-if-exists";
            overwritten: number;
            /** @description Keys that `replace-all` revoked. */
            revoked: number;
            rows: number;
            skipped: number;
            /** Format: date-time */
            undoableUntil: string;
            undoneAt: string | null;
            undoneBy: string | null;
        };
        ImportedKey: {
            /** @enum {string} */
            action: "added" | "overwritten" | "skipped" | "revoked";
            display: string | null;
            id: string | null;
            name: string;
            notes: string[];
            row: number | null;
            token?: string | null;
        };
        /** @description Imported; in force everywhere. */
        ImportResult: {
            added: number;
            dryRun: boolean;
            enforcement?: components["schemas"]["Enforcement"] | null;
            importId: string | null;
            /** @description Row by row. Null where an Idempotency-Key repeats an import of more than 1,000 rows. */
            keys: components["schemas"]["ImportedKey"][] | null;
            /** @enum {string} */
            mode: "add-new" | "overwrite" | "replace-all" | "error-if-exists";
            overwritten: number;
            /** @description Keys that `replace-all` revoked. */
            revoked: number;
            skipped: number;
        };
        ManagementKey: {
            allowedIps: string[] | null;
            /** Format: date-time */
            createdAt: string;
            /** @description The id of the principal that created the key. */
            createdBy: string;
            /** @description What may be shown of the token. */
            display: string;
            /** @description False while the key is suspended. */
            enabled: boolean;
            expiresAt: string | null;
            externalId: string | null;
            flows: string[] | null;
            id: string;
            /** @enum {string} */
            kind: "api" | "gw" | "mgmt" | "svc";
            lastUsedAt: string | null;
            lastUsedIp: string | null;
            /** @description How much the key may be used; what is left out is not limited. */
            limits: {
                /** @description Requests under way at the same time. */
                concurrentRequests?: number;
                /** @description Requests in one day. */
                requestsPerDay?: number;
                /** @description Requests in one minute. */
                requestsPerMinute?: number;
                /** @description Language model tokens in one day; for gateway keys. */
                tokensPerDay?: number;
                /** @description Language model tokens in one minute; for gateway keys. */
                tokensPerMinute?: number;
            };
            /** @description A JSON object of the caller's own, up to 4096 bytes. */
            metadata: {
                [key: string]: unknown;
            };
            name: string;
            /** @description Whether it is owner in every organization. */
            operator: boolean;
            organizationId: string | null;
            /** @enum {string} */
            origin: "minted" | "imported";
            permissions: string[];
            replacedBy: string | null;
            replaces: string | null;
            revokedAt: string | null;
            /** @enum {string} */
            status: "active" | "disabled" | "expiring" | "expired" | "revoked";
            tags: string[];
            /** Format: date-time */
            updatedAt: string;
            workspaceId: string | null;
        };
        ManagementKeyChanges: {
            /** @description False suspends the key as immediately as revoking it does. */
            enabled?: boolean;
            /** @description When the key ends; null: never. */
            expiresAt?: string | null;
            /** @description A JSON object of the caller's own, up to 4096 bytes. */
            metadata?: {
                [key: string]: unknown;
            };
            name?: string;
            /** @description What the key may do at this API: nothing that the caller may not do. */
            permissions?: ("apikeys:view" | "apikeys:create" | "apikeys:update" | "apikeys:delete" | "apikeys:import" | "gateways:view" | "gateways:create" | "gateways:update" | "gateways:delete" | "flows:view" | "flows:create" | "flows:update" | "flows:delete" | "upstreams:view" | "upstreams:create" | "upstreams:update" | "upstreams:delete" | "credentials:view" | "credentials:create" | "credentials:update" | "credentials:delete" | "credentials:share" | "workspaces:view" | "workspaces:create" | "workspaces:update" | "workspaces:delete" | "organizations:view" | "organizations:create" | "organizations:update" | "organizations:delete" | "usage:view" | "audit:view" | "members:manage")[];
            /**
             * @description In place of `permissions`: those that the role bundles today.
             * @enum {string}
             */
            role?: "owner" | "admin" | "developer" | "viewer";
            tags?: string[];
        };
        Me: {
            /** @description Of a key. */
            expiresAt: string | null;
            grants: {
                organizationId: string;
                organizationName: string;
                permissions: string[];
                /** @description Null: in the whole organization. */
                workspaceId: string | null;
            }[];
            id: string;
            /** @enum {string} */
            kind: "management-key" | "service-key" | "member";
            name: string;
            /** @description Whether the caller is owner in every organization. */
            operator: boolean;
        };
        Member: {
            /** Format: date-time */
            createdAt: string;
            /** @description The id of the principal that created it. */
            createdBy: string;
            displayName: string | null;
            email: string | null;
            group: string | null;
            id: string;
            organizationId: string;
            permissions: string[];
            /** @description The role that the permissions came from, if they did. */
            role: string | null;
            subject: string | null;
            /** Format: date-time */
            updatedAt: string;
            /** @description The only workspace that the permissions hold in; null for all of the organization. */
            workspaceId: string | null;
        };
        NewApiKey: {
            allowedIps?: string[] | null;
            /** @description When the key ends; null: never. */
            expiresAt?: string | null;
            /** @description Calendar months and years of UTC, the end of a month clamped. Not together with `expiresAt`. */
            expiresIn?: string;
            flows?: string[] | null;
            /** @description How much the key may be used; what is left out is not limited. */
            limits?: {
                /** @description Requests under way at the same time. */
                concurrentRequests?: number;
                /** @description Requests in one day. */
                requestsPerDay?: number;
                /** @description Requests in one minute. */
                requestsPerMinute?: number;
                /** @description Language model tokens in one day; for gateway keys. */
                tokensPerDay?: number;
                /** @description Language model tokens in one minute; for gateway keys. */
                tokensPerMinute?: number;
            };
            /** @description A JSON object of the caller's own, up to 4096 bytes. */
            metadata?: {
                [key: string]: unknown;
            };
            name?: string;
            /** @description What the key may do at the gateway; `*` for everything. */
            permissions?: ("flows:execute" | "logs:view" | "deployments:manage" | "apis:call" | "*")[];
            tags?: string[];
        };
        /** @description Left out, `service` is `custom` and `visibility` is `personal`. */
        NewCredential: {
            /** @description Of the header or query parameter; null for `bearer`. */
            keyName?: string | null;
            /**
             * @description Where the value goes in a request; left out, as the catalogue says.
             * @enum {string}
             */
            location?: "header" | "query" | "bearer";
            name: string;
            /**
             * @description Of the catalogue, `GET /v1/credential-services`, or `custom`.
             * @enum {string}
             */
            service?: "openai" | "anthropic" | "azure-openai" | "google-gemini" | "mistral" | "cohere" | "groq" | "together" | "openrouter" | "deepseek" | "xai" | "perplexity" | "fireworks" | "hugging-face" | "flowise" | "stripe" | "sendgrid" | "github" | "gitlab" | "slack" | "hubspot" | "notion" | "airtable" | "linear" | "pinecone" | "qdrant" | "tavily" | "serpapi" | "brave-search" | "google-maps" | "openweather" | "custom";
            /** @description The members and management keys that a shared one is for, beside its owner; null for everybody in the workspace. */
            sharedWith?: string[] | null;
            /** @description The key itself. No answer ever shows it. */
            value: string;
            /**
             * @description Whether it is for its owner alone. Sharing takes `credentials:share`.
             * @enum {string}
             */
            visibility?: "personal" | "shared";
        };
        NewGateway: {
            /** @description How much all of its keys may use together; what is left out is not limited. */
            limits?: {
                /** @description Requests under way at the same time. */
                concurrentRequests?: number;
                /** @description Requests in one day. */
                requestsPerDay?: number;
                /** @description Requests in one minute. */
                requestsPerMinute?: number;
                /** @description Language model tokens in one day; for gateway keys. */
                tokensPerDay?: number;
                /** @description Language model tokens in one minute; for gateway keys. */
                tokensPerMinute?: number;
            };
            /** @description Each under a name of its own; replaced as a whole. */
            models: {
                /** @description What applications call it. */
                name: string;
                /** @description An upstream of kind llm in the same workspace. */
                upstreamId: string;
                /** @description The provider's own name for it; null where it is the same. */
                upstreamModel?: string | null;
            }[];
            name: string;
        };
        NewGatewayKey: {
            allowedIps?: string[] | null;
            /** @description When the key ends; null: never. */
            expiresAt?: string | null;
            /** @description Calendar months and years of UTC, the end of a month clamped. Not together with `expiresAt`. */
            expiresIn?: string;
            /** @description How much the key may be used; what is left out is not limited. */
            limits?: {
                /** @description Requests under way at the same time. */
                concurrentRequests?: number;
                /** @description Requests in one day. */
                requestsPerDay?: number;
                /** @description Requests in one minute. */
                requestsPerMinute?: number;
                /** @description Language model tokens in one day; for gateway keys. */
                tokensPerDay?: number;
                /** @description Language model tokens in one minute; for gateway keys. */
                tokensPerMinute?: number;
            };
            /** @description A JSON object of the caller's own, up to 4096 bytes. */
            metadata?: {
                [key: string]: unknown;
            };
            name?: string;
            tags?: string[];
        };
        NewManagementKey: {
            /** @description When the key ends; null: never. */
            expiresAt?: string | null;
            /** @description Calendar months and years of UTC, the end of a month clamped. Not together with `expiresAt`. */
            expiresIn?: string;
            /** @description A JSON object of the caller's own, up to 4096 bytes. */
            metadata?: {
                [key: string]: unknown;
            };
            name?: string;
            /** @description Owner in every organization of the installation. Only an operator makes another. */
            operator?: boolean;
            /** @description What the key may do at this API: nothing that the caller may not do. */
            permissions?: ("apikeys:view" | "apikeys:create" | "apikeys:update" | "apikeys:delete" | "apikeys:import" | "gateways:view" | "gateways:create" | "gateways:update" | "gateways:delete" | "flows:view" | "flows:create" | "flows:update" | "flows:delete" | "upstreams:view" | "upstreams:create" | "upstreams:update" | "upstreams:delete" | "credentials:view" | "credentials:create" | "credentials:update" | "credentials:delete" | "credentials:share" | "workspaces:view" | "workspaces:create" | "workspaces:update" | "workspaces:delete" | "organizations:view" | "organizations:create" | "organizations:update" | "organizations:delete" | "usage:view" | "audit:view" | "members:manage")[];
            /**
             * @description In place of `permissions`: those that the role bundles today.
             * @enum {string}
             */
            role?: "owner" | "admin" | "developer" | "viewer";
            tags?: string[];
            /** @description The only workspace it is valid in; null for all. */
            workspaceId?: string | null;
        };
        /** @description Either `subject` or `group`, and either `permissions` or `role`. */
        NewMember: {
            displayName?: string;
            email?: string;
            /** @description A value of the OpenID provider's groups claim: everybody in that group. */
            group?: string;
            /** @description What the key may do at this API: nothing that the caller may not do. */
            permissions?: ("apikeys:view" | "apikeys:create" | "apikeys:update" | "apikeys:delete" | "apikeys:import" | "gateways:view" | "gateways:create" | "gateways:update" | "gateways:delete" | "flows:view" | "flows:create" | "flows:update" | "flows:delete" | "upstreams:view" | "upstreams:create" | "upstreams:update" | "upstreams:delete" | "credentials:view" | "credentials:create" | "credentials:update" | "credentials:delete" | "credentials:share" | "workspaces:view" | "workspaces:create" | "workspaces:update" | "workspaces:delete" | "organizations:view" | "organizations:create" | "organizations:update" | "organizations:delete" | "usage:view" | "audit:view" | "members:manage")[];
            /**
             * @description In place of `permissions`: those that the role bundles today.
             * @enum {string}
             */
            role?: "owner" | "admin" | "developer" | "viewer";
            /** @description The OpenID provider's `sub` of one person. */
            subject?: string;
            /** @description The only workspace that the permissions hold in; null for all of the organization. */
            workspaceId?: string | null;
        };
        NewServiceKey: {
            /** @description When the key ends; null: never. */
            expiresAt?: string | null;
            /** @description Calendar months and years of UTC, the end of a month clamped. Not together with `expiresAt`. */
            expiresIn?: string;
            /** @description A JSON object of the caller's own, up to 4096 bytes. */
            metadata?: {
                [key: string]: unknown;
            };
            name?: string;
            tags?: string[];
        };
        Organization: {
            /** Format: date-time */
            createdAt: string;
            /** @description The id of the principal that created it. */
            createdBy: string;
            id: string;
            name: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Problem: {
            /** @description What happened in this case. */
            detail: string;
            errors?: {
                /** @description The rule that the field breaks. */
                detail: string;
                /** @description JSON pointer to the field. */
                pointer: string;
            }[];
            /** @description The id of the request, as in X-Request-Id. */
            instance: string;
            status: number;
            title: string;
            /** @description A stable URI path that names the kind of problem. */
            type: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Revoked; no gateway accepts it any more. */
        RevokedKey: {
            enforcement?: components["schemas"]["Enforcement"];
            /** Format: date-time */
            revokedAt: string;
        };
        ServiceKey: {
            allowedIps: string[] | null;
            /** Format: date-time */
            createdAt: string;
            /** @description The id of the principal that created the key. */
            createdBy: string;
            /** @description What may be shown of the token. */
            display: string;
            /** @description False while the key is suspended. */
            enabled: boolean;
            expiresAt: string | null;
            externalId: string | null;
            flows: string[] | null;
            id: string;
            /** @enum {string} */
            kind: "api" | "gw" | "mgmt" | "svc";
            lastUsedAt: string | null;
            lastUsedIp: string | null;
            /** @description How much the key may be used; what is left out is not limited. */
            limits: {
                /** @description Requests under way at the same time. */
                concurrentRequests?: number;
                /** @description Requests in one day. */
                requestsPerDay?: number;
                /** @description Requests in one minute. */
                requestsPerMinute?: number;
                /** @description Language model tokens in one day; for gateway keys. */
                tokensPerDay?: number;
                /** @description Language model tokens in one minute; for gateway keys. */
                tokensPerMinute?: number;
            };
            /** @description A JSON object of the caller's own, up to 4096 bytes. */
            metadata: {
                [key: string]: unknown;
            };
            name: string;
            organizationId: string | null;
            /** @enum {string} */
            origin: "minted" | "imported";
            permissions: string[];
            replacedBy: string | null;
            replaces: string | null;
            revokedAt: string | null;
            /** @enum {string} */
            status: "active" | "disabled" | "expiring" | "expired" | "revoked";
            tags: string[];
            /** Format: date-time */
            updatedAt: string;
            workspaceId: string | null;
        };
        ServiceKeyChanges: {
            /** @description False suspends the key as immediately as revoking it does. */
            enabled?: boolean;
            /** @description When the key ends; null: never. */
            expiresAt?: string | null;
            /** @description A JSON object of the caller's own, up to 4096 bytes. */
            metadata?: {
                [key: string]: unknown;
            };
            name?: string;
            tags?: string[];
        };
        Session: {
            /** @description For the header `X-CSRF-Token` of every write. */
            csrfToken: string;
            /**
             * Format: date-time
             * @description When it ends unless it is used again.
             */
            expiresAt: string;
            /** @description Where client apps reach the gateways; null where `GATEWAY_URL` does not say it. */
            gatewayUrl: string | null;
            /** @enum {string} */
            method: "oidc" | "management-key";
            principal: components["schemas"]["Me"];
        };
        SignedOut: {
            /** @description Where to go to sign out at the OpenID provider as well; null where there is nothing to do. */
            signOutUrl: string | null;
        };
        SignIn: {
            /** @description A live management key. */
            managementKey: string;
        };
        /** @description Taken back; in force everywhere. */
        UndoneImport: {
            enforcement?: components["schemas"]["Enforcement"];
            importId: string;
            undone: {
                restored: number;
                revoked: number;
            };
        };
        Upstream: {
            baseUrl: string;
            /** Format: date-time */
            createdAt: string;
            /** @description The id of the principal that created it. */
            createdBy: string;
            /** @description The credential that is sent along, of the same workspace; null for none. */
            credentialId: string | null;
            id: string;
            /**
             * @description What it serves: flows, a language model API, or any other API.
             * @enum {unknown}
             */
            kind: "flow-server" | "llm" | "api";
            name: string;
            organizationId: string;
            /** Format: date-time */
            updatedAt: string;
            workspaceId: string;
        };
        UsageReport: {
            /** Format: date-time */
            from: string;
            /** @description In the order of time; within a step the most requests first. Steps without any are left out. */
            items: {
                /** @description With `groupBy`; null where the requests had none. */
                api?: string | null;
                bytesIn: number;
                bytesOut: number;
                completionTokens: number;
                /** @description Refused; `groupBy=outcome` tells for which reasons. */
                denied: number;
                /** @description With `groupBy`; null where the requests had none. */
                flowId?: string | null;
                /** @description With `groupBy`; null where the requests had none. */
                keyId?: string | null;
                /** @description Of whole requests, to the last byte; null without any. */
                latencyMsAverage: number | null;
                latencyMsMax: number;
                /** @description Refused by a limit. */
                limited: number;
                /** @description With `groupBy`; null where the requests had none. */
                model?: string | null;
                ok: number;
                /** @description With `groupBy`; null where the requests had none. */
                outcome?: string | null;
                /** @description With `groupBy`; null where the requests had none. */
                permission?: string | null;
                promptTokens: number;
                requests: number;
                /** @description When the step began; null for a total. */
                start: string | null;
                upstreamErrors: number;
                /** @description With `groupBy`; null where the requests had none. */
                workspaceId?: string | null;
            }[];
            /** @enum {string} */
            step: "hour" | "day" | "month" | "total";
            /** Format: date-time */
            to: string;
            totals: {
                bytesIn: number;
                bytesOut: number;
                completionTokens: number;
                /** @description Refused; `groupBy=outcome` tells for which reasons. */
                denied: number;
                /** @description Of whole requests, to the last byte; null without any. */
                latencyMsAverage: number | null;
                latencyMsMax: number;
                /** @description Refused by a limit. */
                limited: number;
                ok: number;
                promptTokens: number;
                requests: number;
                upstreamErrors: number;
            };
        };
        Webhook: {
            /** Format: date-time */
            createdAt: string;
            /** @description The id of the principal that created it. */
            createdBy: string;
            enabled: boolean;
            events: ("api-key.created" | "api-key.updated" | "api-key.rotated" | "api-key.revoked" | "api-key.expiring" | "gateway-key.created" | "gateway-key.updated" | "gateway-key.rotated" | "gateway-key.revoked" | "gateway-key.expiring" | "finding.opened")[];
            id: string;
            organizationId: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Where events are posted to: http or https, without a query. The same addresses as for upstreams. */
            url: string;
            /** @description The only workspace whose events are told; null: the whole organization. */
            workspaceId: string | null;
        };
        WebhookDelivery: {
            attempts: number;
            /** Format: date-time */
            createdAt: string;
            event: string;
            /** @description The `webhook-id` of the message. */
            id: string;
            lastAttemptAt: string | null;
            lastError: string | null;
            /** @description The status of the last answer; null where none came. */
            lastStatus: number | null;
            /** @description Null when it is delivered or given up. */
            nextAttemptAt: string | null;
            /** @enum {string} */
            status: "pending" | "delivered" | "failed";
        };
        Workspace: {
            /** Format: date-time */
            createdAt: string;
            /** @description The id of the principal that created it. */
            createdBy: string;
            id: string;
            name: string;
            organizationId: string;
            /** Format: date-time */
            updatedAt: string;
        };
        WrittenImportRow: {
            allowedIps?: string[] | null;
            /** @description Takes a token of fewer than 20 characters, which can be guessed. */
            allowWeak?: boolean;
            enabled?: boolean;
            /** @description When the key ends; null: never. */
            expiresAt?: string | null;
            /** @description Calendar months and years of UTC, the end of a month clamped. Not together with `expiresAt`. */
            expiresIn?: string;
            externalId?: string | null;
            flows?: string[] | null;
            /** @description How much the key may be used; what is left out is not limited. */
            limits?: {
                /** @description Requests under way at the same time. */
                concurrentRequests?: number;
                /** @description Requests in one day. */
                requestsPerDay?: number;
                /** @description Requests in one minute. */
                requestsPerMinute?: number;
                /** @description Language model tokens in one day; for gateway keys. */
                tokensPerDay?: number;
                /** @description Language model tokens in one minute; for gateway keys. */
                tokensPerMinute?: number;
            };
            /** @description A JSON object of the caller's own, up to 4096 bytes. */
            metadata?: {
                [key: string]: unknown;
            };
            name: string;
            /** @description What the key may do at the gateway; `*` for everything. */
            permissions?: ("flows:execute" | "logs:view" | "deployments:manage" | "apis:call" | "*")[];
            tags?: string[];
            /** @description Left out: one is minted, and shown in the answer, once. */
            token?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    checkHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    introspectToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    /** @description The token to look at. */
                    token: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        active: true;
                        client_id: string;
                        /** @description Seconds since the epoch; absent when the key never expires. */
                        exp?: number;
                        /** @description Seconds since the epoch. */
                        iat: number;
                        iss?: string;
                        jti: string;
                        keyward: {
                            allowedIps: string[] | null;
                            flows: string[] | null;
                            gatewayId: string | null;
                            /** @enum {string} */
                            kind: "api" | "gw";
                            limits: {
                                /** @description Requests under way at the same time. */
                                concurrentRequests?: number;
                                /** @description Requests in one day. */
                                requestsPerDay?: number;
                                /** @description Requests in one minute. */
                                requestsPerMinute?: number;
                                /** @description Language model tokens in one day; for gateway keys. */
                                tokensPerDay?: number;
                                /** @description Language model tokens in one minute; for gateway keys. */
                                tokensPerMinute?: number;
                            };
                            organizationId: string;
                            /** @description Position of the change feed in the snapshot of the answer. */
                            revision: number;
                            workspaceId: string | null;
                        };
                        /** @description The key's permissions, space separated. */
                        scope: string;
                        sub?: string;
                        /** @constant */
                        token_type: "Bearer";
                    } | {
                        /** @constant */
                        active: false;
                        keyward?: {
                            /** @enum {string} */
                            reason: "unknown" | "revoked" | "expired";
                            /** @description Position of the change feed in the snapshot of the answer. */
                            revision: number;
                        };
                    };
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    /** @description The token to end: it alone authorises. */
                    token: string;
                };
            };
        };
        responses: {
            /** @description The token is not valid, or not any more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    checkReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    readSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedOut"];
                };
            };
        };
    };
    listCredentialServices: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CredentialService"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    listOrganizations: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Organization"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    createOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
        };
    };
    readOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
        };
    };
    deleteOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        deletedAt: string;
                        enforcement?: components["schemas"]["Enforcement"];
                    };
                };
            };
        };
    };
    renameOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
            };
            path: {
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
        };
    };
    listOrganizationApiKeys: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description Keys that end within this time from now, and have not ended yet. */
                expiringWithin?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Part of the name, in any case. */
                name?: string;
                /** @description Keys that were never used, or those that were. */
                neverUsed?: boolean;
                /** @description Left out: `asc` for names, `desc` for times. */
                order?: "asc" | "desc";
                /** @description Keys with a client permission that they never used, or those without one. */
                permissionsUnused?: boolean;
                /** @description A key that was never used stands before all others by `lastUsedAt`. */
                sort?: "createdAt" | "lastUsedAt" | "name";
                /** @description Left out: every key that is not revoked. */
                status?: string;
                /** @description A tag that the key has. */
                tag?: string;
                /** @description Keys older than this that were not used for this long, or never. */
                unusedFor?: string;
            };
            header?: never;
            path: {
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiKey"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    createOrganizationApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description The key, with its token. */
            201: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** @description The key itself, shown this once. Null where an Idempotency-Key repeats the request. */
                        token: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
        };
    };
    getOrganizationApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the key. */
                keyId: string;
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
        };
    };
    revokeOrganizationApiKey: {
        parameters: {
            query?: {
                /** @description Why; kept with the key and its audit record. */
                reason?: string;
            };
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the key. */
                keyId: string;
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked; no gateway accepts it any more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedKey"];
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enforcement?: components["schemas"]["Enforcement"];
                        /** Format: date-time */
                        revokedAt: string;
                    };
                };
            };
        };
    };
    updateOrganizationApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the key. */
                keyId: string;
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyChanges"];
            };
        };
        responses: {
            /** @description As it is now, everywhere. */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
        };
    };
    rotateOrganizationApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the key. */
                keyId: string;
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description How long the old key goes on working, up to P90D; PT0S ends it at once.
                     * @default PT24H
                     */
                    overlap?: string;
                };
            };
        };
        responses: {
            /** @description The successor, with its token. */
            201: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** @description The key itself, shown this once. Null where an Idempotency-Key repeats the request. */
                        token: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** @description The key itself, shown this once. Null where an Idempotency-Key repeats the request. */
                        token: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
        };
    };
    getOrganizationApiKeyUsage: {
        parameters: {
            query?: {
                /** @description The first hour that counts; left out: 30 days before `to`. */
                from?: string;
                /** @description One row for each of these, too. */
                groupBy?: string;
                /** @description One row for each of these (UTC), or `total` for the whole time. */
                step?: "hour" | "day" | "month" | "total";
                /** @description The first hour that counts no more; left out: now. */
                to?: string;
            };
            header?: never;
            path: {
                /** @description The id of the key. */
                keyId: string;
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sums. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageReport"];
                    "text/csv": string;
                };
            };
        };
    };
    exportOrganizationApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyExport"];
                };
            };
        };
    };
    importOrganizationApiKeys: {
        parameters: {
            query?: {
                /** @description Only answers what would happen, row by row. */
                dryRun?: boolean;
                /** @description What happens to a name that exists; needed unless the body has an `importMode`. */
                mode?: "add-new" | "overwrite" | "replace-all" | "error-if-exists" | "ignoreIfExist" | "overwriteIfExist" | "replaceAll" | "errorIfExist";
            };
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyExport"] | (components["schemas"]["WrittenImportRow"] | components["schemas"]["FlowiseApiKey"])[] | components["schemas"]["FlowiseApiKeyPage"] | components["schemas"]["FlowiseImportRequest"];
            };
        };
        responses: {
            /** @description Imported; in force everywhere. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportResult"];
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        added: number;
                        dryRun: boolean;
                        enforcement?: components["schemas"]["Enforcement"] | null;
                        importId: string | null;
                        /** @description Row by row. Null where an Idempotency-Key repeats an import of more than 1,000 rows. */
                        keys: components["schemas"]["ImportedKey"][] | null;
                        /** @enum {string} */
                        mode: "add-new" | "overwrite" | "replace-all" | "error-if-exists";
                        overwritten: number;
                        /** @description Keys that `replace-all` revoked. */
                        revoked: number;
                        skipped: number;
                    };
                };
            };
        };
    };
    listOrganizationApiKeyImports: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Import"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getOrganizationApiKeyImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the import. */
                importId: string;
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    undoOrganizationApiKeyImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the import. */
                importId: string;
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken back; in force everywhere. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoneImport"];
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enforcement?: components["schemas"]["Enforcement"];
                        importId: string;
                        undone: {
                            restored: number;
                            revoked: number;
                        };
                    };
                };
            };
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                /** @description What was done. */
                action?: string;
                /** @description Who did it. */
                actorId?: string;
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description The first moment that counts. */
                from?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description What it was done to. */
                targetId?: string;
                /** @description What kind of thing it was done to. */
                targetType?: string;
                /** @description The first moment that counts no more. */
                to?: string;
                /** @description Where it was done. */
                workspaceId?: string;
            };
            header?: never;
            path: {
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEvent"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    listOrganizationDenials: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description The key that was refused. */
                keyId?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Why it was refused. */
                problem?: string;
                /** @description The `X-Request-Id` that the client was answered. */
                requestId?: string;
            };
            header?: never;
            path: {
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Denial"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    listOrganizationFindings: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                keyId?: string;
                /** @description How many items at most. */
                limit?: number;
                status?: "open" | "resolved";
                /** @description `denials-jump`: 20 refusals and more within two hours, five times as many as usual. `new-network`: first used from a network (IPv4 /24, IPv6 /48) within the last 24 hours, by a key that is older than that. `rate-limited`: 10 requests and more over a limit within 24 hours. `idle`: not used for 90 days. `never-used`: for 30 days. `expiring-soon`: within 14 days, and not rotated. `permissions-unused`: a key of 30 days and more that has permissions which it never used. */
                type?: "denials-jump" | "new-network" | "rate-limited" | "idle" | "never-used" | "expiring-soon" | "permissions-unused";
            };
            header?: never;
            path: {
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Finding"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    listManagementKeys: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description Keys that end within this time from now, and have not ended yet. */
                expiringWithin?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Part of the name, in any case. */
                name?: string;
                /** @description Keys that were never used, or those that were. */
                neverUsed?: boolean;
                /** @description Left out: `asc` for names, `desc` for times. */
                order?: "asc" | "desc";
                /** @description Keys with a client permission that they never used, or those without one. */
                permissionsUnused?: boolean;
                /** @description A key that was never used stands before all others by `lastUsedAt`. */
                sort?: "createdAt" | "lastUsedAt" | "name";
                /** @description Left out: every key that is not revoked. */
                status?: string;
                /** @description A tag that the key has. */
                tag?: string;
                /** @description Keys older than this that were not used for this long, or never. */
                unusedFor?: string;
            };
            header?: never;
            path: {
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ManagementKey"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    createManagementKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewManagementKey"];
            };
        };
        responses: {
            /** @description The key, with its token. */
            201: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        /** @description Whether it is owner in every organization. */
                        operator: boolean;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** @description The key itself, shown this once. Null where an Idempotency-Key repeats the request. */
                        token: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
        };
    };
    getManagementKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the key. */
                keyId: string;
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagementKey"];
                };
            };
        };
    };
    revokeManagementKey: {
        parameters: {
            query?: {
                /** @description Why; kept with the key and its audit record. */
                reason?: string;
            };
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the key. */
                keyId: string;
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked; no gateway accepts it any more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedKey"];
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enforcement?: components["schemas"]["Enforcement"];
                        /** Format: date-time */
                        revokedAt: string;
                    };
                };
            };
        };
    };
    updateManagementKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the key. */
                keyId: string;
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ManagementKeyChanges"];
            };
        };
        responses: {
            /** @description As it is now, everywhere. */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        /** @description Whether it is owner in every organization. */
                        operator: boolean;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        /** @description Whether it is owner in every organization. */
                        operator: boolean;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
        };
    };
    rotateManagementKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the key. */
                keyId: string;
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description How long the old key goes on working, up to P90D; PT0S ends it at once.
                     * @default PT24H
                     */
                    overlap?: string;
                };
            };
        };
        responses: {
            /** @description The successor, with its token. */
            201: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        /** @description Whether it is owner in every organization. */
                        operator: boolean;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** @description The key itself, shown this once. Null where an Idempotency-Key repeats the request. */
                        token: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        /** @description Whether it is owner in every organization. */
                        operator: boolean;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** @description The key itself, shown this once. Null where an Idempotency-Key repeats the request. */
                        token: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Member"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    createMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        /** @description Either `subject` or `group`, and either `permissions` or `role`. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMember"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
        };
    };
    deleteMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
            };
            path: {
                /** @description The id of the member. */
                memberId: string;
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Webhook"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    events: ("api-key.created" | "api-key.updated" | "api-key.rotated" | "api-key.revoked" | "api-key.expiring" | "gateway-key.created" | "gateway-key.updated" | "gateway-key.rotated" | "gateway-key.revoked" | "gateway-key.expiring" | "finding.opened")[];
                    /** @description Where events are posted to: http or https, without a query. The same addresses as for upstreams. */
                    url: string;
                    /** @description Only events of this workspace; null: of all of them. */
                    workspaceId?: string | null;
                };
            };
        };
        responses: {
            /** @description The webhook, with its secret. */
            201: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created it. */
                        createdBy: string;
                        enabled: boolean;
                        events: ("api-key.created" | "api-key.updated" | "api-key.rotated" | "api-key.revoked" | "api-key.expiring" | "gateway-key.created" | "gateway-key.updated" | "gateway-key.rotated" | "gateway-key.revoked" | "gateway-key.expiring" | "finding.opened")[];
                        id: string;
                        organizationId: string;
                        /** @description What messages are signed with, shown this once. Null where an Idempotency-Key repeats the request. */
                        secret: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        /** @description Where events are posted to: http or https, without a query. The same addresses as for upstreams. */
                        url: string;
                        /** @description The only workspace whose events are told; null: the whole organization. */
                        workspaceId: string | null;
                    };
                };
            };
        };
    };
    readWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the organization. */
                organizationId: string;
                /** @description The id of the webhook. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
            };
            path: {
                /** @description The id of the organization. */
                organizationId: string;
                /** @description The id of the webhook. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
            };
            path: {
                /** @description The id of the organization. */
                organizationId: string;
                /** @description The id of the webhook. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description False: events that happen meanwhile are not told. */
                    enabled?: boolean;
                    events?: ("api-key.created" | "api-key.updated" | "api-key.rotated" | "api-key.revoked" | "api-key.expiring" | "gateway-key.created" | "gateway-key.updated" | "gateway-key.rotated" | "gateway-key.revoked" | "gateway-key.expiring" | "finding.opened")[];
                    /** @description Where events are posted to: http or https, without a query. The same addresses as for upstreams. */
                    url?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the organization. */
                organizationId: string;
                /** @description The id of the webhook. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["WebhookDelivery"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the organization. */
                organizationId: string;
                /** @description The id of the webhook. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
        };
    };
    listWorkspaces: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Workspace"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    createWorkspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the organization. */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
        };
    };
    listServiceKeys: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description Keys that end within this time from now, and have not ended yet. */
                expiringWithin?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Part of the name, in any case. */
                name?: string;
                /** @description Keys that were never used, or those that were. */
                neverUsed?: boolean;
                /** @description Left out: `asc` for names, `desc` for times. */
                order?: "asc" | "desc";
                /** @description Keys with a client permission that they never used, or those without one. */
                permissionsUnused?: boolean;
                /** @description A key that was never used stands before all others by `lastUsedAt`. */
                sort?: "createdAt" | "lastUsedAt" | "name";
                /** @description Left out: every key that is not revoked. */
                status?: string;
                /** @description A tag that the key has. */
                tag?: string;
                /** @description Keys older than this that were not used for this long, or never. */
                unusedFor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ServiceKey"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    createServiceKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewServiceKey"];
            };
        };
        responses: {
            /** @description The key, with its token. */
            201: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** @description The key itself, shown this once. Null where an Idempotency-Key repeats the request. */
                        token: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
        };
    };
    getServiceKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the key. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceKey"];
                };
            };
        };
    };
    revokeServiceKey: {
        parameters: {
            query?: {
                /** @description Why; kept with the key and its audit record. */
                reason?: string;
            };
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the key. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked; no gateway accepts it any more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedKey"];
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enforcement?: components["schemas"]["Enforcement"];
                        /** Format: date-time */
                        revokedAt: string;
                    };
                };
            };
        };
    };
    updateServiceKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the key. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServiceKeyChanges"];
            };
        };
        responses: {
            /** @description As it is now, everywhere. */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
        };
    };
    rotateServiceKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the key. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description How long the old key goes on working, up to P90D; PT0S ends it at once.
                     * @default PT24H
                     */
                    overlap?: string;
                };
            };
        };
        responses: {
            /** @description The successor, with its token. */
            201: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** @description The key itself, shown this once. Null where an Idempotency-Key repeats the request. */
                        token: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** @description The key itself, shown this once. Null where an Idempotency-Key repeats the request. */
                        token: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
        };
    };
    readWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
        };
    };
    deleteWorkspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        deletedAt: string;
                        enforcement?: components["schemas"]["Enforcement"];
                    };
                };
            };
        };
    };
    renameWorkspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
            };
            path: {
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description Keys that end within this time from now, and have not ended yet. */
                expiringWithin?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Part of the name, in any case. */
                name?: string;
                /** @description Keys that were never used, or those that were. */
                neverUsed?: boolean;
                /** @description Left out: `asc` for names, `desc` for times. */
                order?: "asc" | "desc";
                /** @description Keys with a client permission that they never used, or those without one. */
                permissionsUnused?: boolean;
                /** @description A key that was never used stands before all others by `lastUsedAt`. */
                sort?: "createdAt" | "lastUsedAt" | "name";
                /** @description Left out: every key that is not revoked. */
                status?: string;
                /** @description A tag that the key has. */
                tag?: string;
                /** @description Keys older than this that were not used for this long, or never. */
                unusedFor?: string;
            };
            header?: never;
            path: {
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiKey"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description The key, with its token. */
            201: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** @description The key itself, shown this once. Null where an Idempotency-Key repeats the request. */
                        token: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the key. */
                keyId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: {
                /** @description Why; kept with the key and its audit record. */
                reason?: string;
            };
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the key. */
                keyId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked; no gateway accepts it any more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedKey"];
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enforcement?: components["schemas"]["Enforcement"];
                        /** Format: date-time */
                        revokedAt: string;
                    };
                };
            };
        };
    };
    updateApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the key. */
                keyId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyChanges"];
            };
        };
        responses: {
            /** @description As it is now, everywhere. */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
        };
    };
    rotateApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the key. */
                keyId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description How long the old key goes on working, up to P90D; PT0S ends it at once.
                     * @default PT24H
                     */
                    overlap?: string;
                };
            };
        };
        responses: {
            /** @description The successor, with its token. */
            201: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** @description The key itself, shown this once. Null where an Idempotency-Key repeats the request. */
                        token: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** @description The key itself, shown this once. Null where an Idempotency-Key repeats the request. */
                        token: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
        };
    };
    getApiKeyUsage: {
        parameters: {
            query?: {
                /** @description The first hour that counts; left out: 30 days before `to`. */
                from?: string;
                /** @description One row for each of these, too. */
                groupBy?: string;
                /** @description One row for each of these (UTC), or `total` for the whole time. */
                step?: "hour" | "day" | "month" | "total";
                /** @description The first hour that counts no more; left out: now. */
                to?: string;
            };
            header?: never;
            path: {
                /** @description The id of the key. */
                keyId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sums. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageReport"];
                    "text/csv": string;
                };
            };
        };
    };
    exportApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyExport"];
                };
            };
        };
    };
    importApiKeys: {
        parameters: {
            query?: {
                /** @description Only answers what would happen, row by row. */
                dryRun?: boolean;
                /** @description What happens to a name that exists; needed unless the body has an `importMode`. */
                mode?: "add-new" | "overwrite" | "replace-all" | "error-if-exists" | "ignoreIfExist" | "overwriteIfExist" | "replaceAll" | "errorIfExist";
            };
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyExport"] | (components["schemas"]["WrittenImportRow"] | components["schemas"]["FlowiseApiKey"])[] | components["schemas"]["FlowiseApiKeyPage"] | components["schemas"]["FlowiseImportRequest"];
            };
        };
        responses: {
            /** @description Imported; in force everywhere. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportResult"];
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        added: number;
                        dryRun: boolean;
                        enforcement?: components["schemas"]["Enforcement"] | null;
                        importId: string | null;
                        /** @description Row by row. Null where an Idempotency-Key repeats an import of more than 1,000 rows. */
                        keys: components["schemas"]["ImportedKey"][] | null;
                        /** @enum {string} */
                        mode: "add-new" | "overwrite" | "replace-all" | "error-if-exists";
                        overwritten: number;
                        /** @description Keys that `replace-all` revoked. */
                        revoked: number;
                        skipped: number;
                    };
                };
            };
        };
    };
    listApiKeyImports: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Import"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getApiKeyImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the import. */
                importId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    undoApiKeyImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the import. */
                importId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken back; in force everywhere. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoneImport"];
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enforcement?: components["schemas"]["Enforcement"];
                        importId: string;
                        undone: {
                            restored: number;
                            revoked: number;
                        };
                    };
                };
            };
        };
    };
    listCredentials: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Of the catalogue, `GET /v1/credential-services`, or `custom`. */
                service?: "openai" | "anthropic" | "azure-openai" | "google-gemini" | "mistral" | "cohere" | "groq" | "together" | "openrouter" | "deepseek" | "xai" | "perplexity" | "fireworks" | "hugging-face" | "flowise" | "stripe" | "sendgrid" | "github" | "gitlab" | "slack" | "hubspot" | "notion" | "airtable" | "linear" | "pinecone" | "qdrant" | "tavily" | "serpapi" | "brave-search" | "google-maps" | "openweather" | "custom";
            };
            header?: never;
            path: {
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Credential"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    createCredential: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        /** @description Left out, `service` is `custom` and `visibility` is `personal`. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCredential"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Credential"];
                };
            };
        };
    };
    readCredential: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the credential. */
                credentialId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Credential"];
                };
            };
        };
    };
    deleteCredential: {
        parameters: {
            query?: {
                /** @description Also where it is in use: its upstreams are then not called until they get another credential, or none. */
                force?: boolean;
            };
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the credential. */
                credentialId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        deletedAt: string;
                        enforcement?: components["schemas"]["Enforcement"];
                    };
                };
            };
        };
    };
    editCredential: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the credential. */
                credentialId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        /** @description A new `value` is how a credential is rotated: whatever uses it goes on. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CredentialChanges"];
            };
        };
        responses: {
            /** @description As it is now, everywhere. */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created it. */
                        createdBy: string;
                        enforcement?: components["schemas"]["Enforcement"];
                        id: string;
                        /** @description Of the header or query parameter; null for `bearer`. */
                        keyName: string | null;
                        /** @description The master key that the value is encrypted under. */
                        kid: string;
                        lastUsedAt: string | null;
                        /** @enum {string} */
                        location: "header" | "query" | "bearer";
                        name: string;
                        organizationId: string;
                        owner: {
                            id: string;
                            type: string;
                        };
                        /** @description False where the master key `kid` is not there any more. */
                        readable: boolean;
                        service: string;
                        /** @description Null where it is personal, or shared with the whole workspace. */
                        sharedWith: string[] | null;
                        /** Format: date-time */
                        updatedAt: string;
                        /** @description The upstreams that it is attached to. Where one credential is read, also the flows and gateways behind them. */
                        usedBy: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            type: "upstream" | "flow" | "gateway";
                        }[];
                        /** @description The last four characters, where the value has 20 or more. */
                        valueHint: string | null;
                        /** Format: date-time */
                        valueUpdatedAt: string;
                        /** @enum {string} */
                        visibility: "personal" | "shared";
                        workspaceId: string;
                    };
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created it. */
                        createdBy: string;
                        enforcement?: components["schemas"]["Enforcement"];
                        id: string;
                        /** @description Of the header or query parameter; null for `bearer`. */
                        keyName: string | null;
                        /** @description The master key that the value is encrypted under. */
                        kid: string;
                        lastUsedAt: string | null;
                        /** @enum {string} */
                        location: "header" | "query" | "bearer";
                        name: string;
                        organizationId: string;
                        owner: {
                            id: string;
                            type: string;
                        };
                        /** @description False where the master key `kid` is not there any more. */
                        readable: boolean;
                        service: string;
                        /** @description Null where it is personal, or shared with the whole workspace. */
                        sharedWith: string[] | null;
                        /** Format: date-time */
                        updatedAt: string;
                        /** @description The upstreams that it is attached to. Where one credential is read, also the flows and gateways behind them. */
                        usedBy: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            type: "upstream" | "flow" | "gateway";
                        }[];
                        /** @description The last four characters, where the value has 20 or more. */
                        valueHint: string | null;
                        /** Format: date-time */
                        valueUpdatedAt: string;
                        /** @enum {string} */
                        visibility: "personal" | "shared";
                        workspaceId: string;
                    };
                };
            };
        };
    };
    listDenials: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description The key that was refused. */
                keyId?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Why it was refused. */
                problem?: string;
                /** @description The `X-Request-Id` that the client was answered. */
                requestId?: string;
            };
            header?: never;
            path: {
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Denial"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    listFindings: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                keyId?: string;
                /** @description How many items at most. */
                limit?: number;
                status?: "open" | "resolved";
                /** @description `denials-jump`: 20 refusals and more within two hours, five times as many as usual. `new-network`: first used from a network (IPv4 /24, IPv6 /48) within the last 24 hours, by a key that is older than that. `rate-limited`: 10 requests and more over a limit within 24 hours. `idle`: not used for 90 days. `never-used`: for 30 days. `expiring-soon`: within 14 days, and not rotated. `permissions-unused`: a key of 30 days and more that has permissions which it never used. */
                type?: "denials-jump" | "new-network" | "rate-limited" | "idle" | "never-used" | "expiring-soon" | "permissions-unused";
            };
            header?: never;
            path: {
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Finding"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    listFlows: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Flow"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    createFlow: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        /** @description Without a name, the id is the name. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description The flow server's own id of the flow. */
                    id: string;
                    name?: string;
                    /** @description Whether it may be called without a key. */
                    public?: boolean;
                    /** @description An upstream of kind flow-server in the same workspace. */
                    upstreamId: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flow"];
                };
            };
        };
    };
    readFlow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The flow server's own id of the flow. */
                flowId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flow"];
                };
            };
        };
    };
    deleteFlow: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The flow server's own id of the flow. */
                flowId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        deletedAt: string;
                        enforcement?: components["schemas"]["Enforcement"];
                    };
                };
            };
        };
    };
    editFlow: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The flow server's own id of the flow. */
                flowId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description Whether it may be called without a key. */
                    public?: boolean;
                    /** @description An upstream of kind flow-server in the same workspace. */
                    upstreamId?: string;
                };
            };
        };
        responses: {
            /** @description As it is now, everywhere. */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that registered it. */
                        createdBy: string;
                        enforcement?: components["schemas"]["Enforcement"];
                        id: string;
                        name: string;
                        organizationId: string;
                        /** @description Whether it may be called without a key. */
                        public: boolean;
                        /** Format: date-time */
                        updatedAt: string;
                        /** @description An upstream of kind flow-server in the same workspace. */
                        upstreamId: string;
                        workspaceId: string;
                    };
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that registered it. */
                        createdBy: string;
                        enforcement?: components["schemas"]["Enforcement"];
                        id: string;
                        name: string;
                        organizationId: string;
                        /** @description Whether it may be called without a key. */
                        public: boolean;
                        /** Format: date-time */
                        updatedAt: string;
                        /** @description An upstream of kind flow-server in the same workspace. */
                        upstreamId: string;
                        workspaceId: string;
                    };
                };
            };
        };
    };
    listGateways: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Gateway"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    createGateway: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewGateway"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gateway"];
                };
            };
        };
    };
    readGateway: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the gateway. */
                gatewayId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gateway"];
                };
            };
        };
    };
    deleteGateway: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the gateway. */
                gatewayId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        deletedAt: string;
                        enforcement?: components["schemas"]["Enforcement"];
                    };
                };
            };
        };
    };
    editGateway: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the gateway. */
                gatewayId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GatewayChanges"];
            };
        };
        responses: {
            /** @description As it is now, everywhere. */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created it. */
                        createdBy: string;
                        enforcement?: components["schemas"]["Enforcement"];
                        id: string;
                        /** @description How much all of its keys may use together; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        models: {
                            /** @description What applications call it. */
                            name: string;
                            /** @description An upstream of kind llm in the same workspace. */
                            upstreamId: string;
                            /** @description The provider's own name for it; null where it is the same. */
                            upstreamModel: string | null;
                        }[];
                        name: string;
                        organizationId: string;
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string;
                    };
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created it. */
                        createdBy: string;
                        enforcement?: components["schemas"]["Enforcement"];
                        id: string;
                        /** @description How much all of its keys may use together; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        models: {
                            /** @description What applications call it. */
                            name: string;
                            /** @description An upstream of kind llm in the same workspace. */
                            upstreamId: string;
                            /** @description The provider's own name for it; null where it is the same. */
                            upstreamModel: string | null;
                        }[];
                        name: string;
                        organizationId: string;
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string;
                    };
                };
            };
        };
    };
    listGatewayKeys: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description Keys that end within this time from now, and have not ended yet. */
                expiringWithin?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Part of the name, in any case. */
                name?: string;
                /** @description Keys that were never used, or those that were. */
                neverUsed?: boolean;
                /** @description Left out: `asc` for names, `desc` for times. */
                order?: "asc" | "desc";
                /** @description Keys with a client permission that they never used, or those without one. */
                permissionsUnused?: boolean;
                /** @description A key that was never used stands before all others by `lastUsedAt`. */
                sort?: "createdAt" | "lastUsedAt" | "name";
                /** @description Left out: every key that is not revoked. */
                status?: string;
                /** @description A tag that the key has. */
                tag?: string;
                /** @description Keys older than this that were not used for this long, or never. */
                unusedFor?: string;
            };
            header?: never;
            path: {
                /** @description The id of the gateway. */
                gatewayId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["GatewayKey"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    createGatewayKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the gateway. */
                gatewayId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewGatewayKey"];
            };
        };
        responses: {
            /** @description The key, with its token. */
            201: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        /** @description The gateway whose models it calls. */
                        gatewayId: string | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** @description The key itself, shown this once. Null where an Idempotency-Key repeats the request. */
                        token: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
        };
    };
    getGatewayKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the gateway. */
                gatewayId: string;
                /** @description The id of the key. */
                keyId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayKey"];
                };
            };
        };
    };
    revokeGatewayKey: {
        parameters: {
            query?: {
                /** @description Why; kept with the key and its audit record. */
                reason?: string;
            };
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the gateway. */
                gatewayId: string;
                /** @description The id of the key. */
                keyId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked; no gateway accepts it any more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedKey"];
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enforcement?: components["schemas"]["Enforcement"];
                        /** Format: date-time */
                        revokedAt: string;
                    };
                };
            };
        };
    };
    updateGatewayKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the gateway. */
                gatewayId: string;
                /** @description The id of the key. */
                keyId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GatewayKeyChanges"];
            };
        };
        responses: {
            /** @description As it is now, everywhere. */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        /** @description The gateway whose models it calls. */
                        gatewayId: string | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        /** @description The gateway whose models it calls. */
                        gatewayId: string | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
        };
    };
    rotateGatewayKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the gateway. */
                gatewayId: string;
                /** @description The id of the key. */
                keyId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description How long the old key goes on working, up to P90D; PT0S ends it at once.
                     * @default PT24H
                     */
                    overlap?: string;
                };
            };
        };
        responses: {
            /** @description The successor, with its token. */
            201: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        /** @description The gateway whose models it calls. */
                        gatewayId: string | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** @description The key itself, shown this once. Null where an Idempotency-Key repeats the request. */
                        token: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedIps: string[] | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created the key. */
                        createdBy: string;
                        /** @description What may be shown of the token. */
                        display: string;
                        /** @description False while the key is suspended. */
                        enabled: boolean;
                        enforcement?: components["schemas"]["Enforcement"];
                        expiresAt: string | null;
                        externalId: string | null;
                        flows: string[] | null;
                        /** @description The gateway whose models it calls. */
                        gatewayId: string | null;
                        id: string;
                        /** @enum {string} */
                        kind: "api" | "gw" | "mgmt" | "svc";
                        lastUsedAt: string | null;
                        lastUsedIp: string | null;
                        /** @description How much the key may be used; what is left out is not limited. */
                        limits: {
                            /** @description Requests under way at the same time. */
                            concurrentRequests?: number;
                            /** @description Requests in one day. */
                            requestsPerDay?: number;
                            /** @description Requests in one minute. */
                            requestsPerMinute?: number;
                            /** @description Language model tokens in one day; for gateway keys. */
                            tokensPerDay?: number;
                            /** @description Language model tokens in one minute; for gateway keys. */
                            tokensPerMinute?: number;
                        };
                        /** @description A JSON object of the caller's own, up to 4096 bytes. */
                        metadata: {
                            [key: string]: unknown;
                        };
                        name: string;
                        organizationId: string | null;
                        /** @enum {string} */
                        origin: "minted" | "imported";
                        permissions: string[];
                        replacedBy: string | null;
                        replaces: string | null;
                        revokedAt: string | null;
                        /** @enum {string} */
                        status: "active" | "disabled" | "expiring" | "expired" | "revoked";
                        tags: string[];
                        /** @description The key itself, shown this once. Null where an Idempotency-Key repeats the request. */
                        token: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string | null;
                    };
                };
            };
        };
    };
    getGatewayKeyUsage: {
        parameters: {
            query?: {
                /** @description The first hour that counts; left out: 30 days before `to`. */
                from?: string;
                /** @description One row for each of these, too. */
                groupBy?: string;
                /** @description One row for each of these (UTC), or `total` for the whole time. */
                step?: "hour" | "day" | "month" | "total";
                /** @description The first hour that counts no more; left out: now. */
                to?: string;
            };
            header?: never;
            path: {
                /** @description The id of the gateway. */
                gatewayId: string;
                /** @description The id of the key. */
                keyId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sums. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageReport"];
                    "text/csv": string;
                };
            };
        };
    };
    listUpstreams: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Upstream"][];
                        /** @description Null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    createUpstream: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description An http or https URL without query. Private addresses need UPSTREAM_ALLOW. */
                    baseUrl: string;
                    /** @description The credential that is sent along, of the same workspace; null for none. */
                    credentialId?: string | null;
                    /**
                     * @description What it serves: flows, a language model API, or any other API.
                     * @enum {unknown}
                     */
                    kind: "flow-server" | "llm" | "api";
                    name: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    /** @description The path of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upstream"];
                };
            };
        };
    };
    readUpstream: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the upstream. */
                upstreamId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upstream"];
                };
            };
        };
    };
    deleteUpstream: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the upstream. */
                upstreamId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        deletedAt: string;
                        enforcement?: components["schemas"]["Enforcement"];
                    };
                };
            };
        };
    };
    editUpstream: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key within 24 hours is answered as the first time and changes nothing. */
                "idempotency-key"?: string;
                /** @description The ETag that was read; 412 if the resource has changed since. */
                "if-match"?: string;
                /** @description `respond-async`: 202 once it is committed, without waiting for the gateways. */
                prefer?: string;
            };
            path: {
                /** @description The id of the upstream. */
                upstreamId: string;
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description An http or https URL without query. Private addresses need UPSTREAM_ALLOW. */
                    baseUrl?: string;
                    /** @description The credential that is sent along, of the same workspace; null for none. */
                    credentialId?: string | null;
                    name?: string;
                };
            };
        };
        responses: {
            /** @description As it is now, everywhere. */
            200: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        baseUrl: string;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created it. */
                        createdBy: string;
                        /** @description The credential that is sent along, of the same workspace; null for none. */
                        credentialId: string | null;
                        enforcement?: components["schemas"]["Enforcement"];
                        id: string;
                        /**
                         * @description What it serves: flows, a language model API, or any other API.
                         * @enum {unknown}
                         */
                        kind: "flow-server" | "llm" | "api";
                        name: string;
                        organizationId: string;
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string;
                    };
                };
            };
            /** @description Committed; with `Prefer: respond-async` the gateways are not waited for. */
            202: {
                headers: {
                    /** @description The version of the resource, for If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        baseUrl: string;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description The id of the principal that created it. */
                        createdBy: string;
                        /** @description The credential that is sent along, of the same workspace; null for none. */
                        credentialId: string | null;
                        enforcement?: components["schemas"]["Enforcement"];
                        id: string;
                        /**
                         * @description What it serves: flows, a language model API, or any other API.
                         * @enum {unknown}
                         */
                        kind: "flow-server" | "llm" | "api";
                        name: string;
                        organizationId: string;
                        /** Format: date-time */
                        updatedAt: string;
                        workspaceId: string;
                    };
                };
            };
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /** @description The first hour that counts; left out: 30 days before `to`. */
                from?: string;
                /** @description One row for each of these, too. */
                groupBy?: string;
                /** @description One row for each of these (UTC), or `total` for the whole time. */
                step?: "hour" | "day" | "month" | "total";
                /** @description The first hour that counts no more; left out: now. */
                to?: string;
            };
            header?: never;
            path: {
                /** @description The id of the workspace. */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sums. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageReport"];
                    "text/csv": string;
                };
            };
        };
    };
}
