import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of what the present node_modules was made. Deleted with it. */
const STAMP = 'node_modules/.keyward-install';

/**
 * Installs the packages of the workspace, unless that was done already with this lockfile on this platform.
 * Never asks anything. Throws one clear line when it fails.
 * @param {string} root the workspace's folder
 */
export function install(root) {
  const digest = digestOfInputs(root);
  if (readIfThere(join(root, STAMP)) === digest) return;

  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  process.stdout.write(`Installing the packages with ${packageManager}, once.\n`);
  const { NODE_ENV: _, ...env } = process.env; // "production" would leave out what the tests need
  const args = [
    '--yes',
    packageManager,
    'install',
    '--frozen-lockfile',
    '--prod=false',
    '--config.confirm-modules-purge=false',
  ];
  const { status, error, stdout, stderr } = spawnSync('npx', args, {
    cwd: root,
    env: { ...env, CI: 'true' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(failure(error === undefined ? stdout + stderr : error.message));
  writeFileSync(join(root, STAMP), digest);
}

/** @param {string} root */
function digestOfInputs(root) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'])
    hash.update(readFileSync(join(root, name)));
  return hash.digest('hex');
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * @param {string} output what the attempt wrote
 * @returns {string} what to tell a person
 */
function failure(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/.test(output)) {
    return 'The package registry cannot be reached: check the network, the proxy or the registry setting, and try again.';
  }
  return `${output.split('\n').slice(-30).join('\n')}\nThe packages cannot be installed: the reason stands above.`;
}
