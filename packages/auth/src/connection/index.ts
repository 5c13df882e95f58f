export { type ConnectionOptions, createKeyManagementConnection, type KeyManagementConnection } from './connection.ts';
export { createJsonClient, type JsonClient } from './json-client.ts';
export { unavailable } from './unavailable.ts';
