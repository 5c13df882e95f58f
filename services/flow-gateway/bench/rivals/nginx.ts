import { join } from 'node:path';

import { startNginx } from '../nginx.ts';
import type { Rival, RivalSetting } from './rival.ts';

export const nginx: Rival = {
  name: 'nginx',
  does: '`auth_request` to a subrequest that is cached by `Authorization`',
  checksKey: true,
  program: 'nginx',
  start: (setting) => startNginx(join(setting.folder, 'nginx'), (port) => http(port, setting), setting.pin),
};

function http(port: number, { folder, originUrl, keyCheckUrl }: RivalSetting): string {
  return `
    proxy_cache_path ${folder}/nginx/checked keys_zone=checked:10m use_temp_path=off;
    upstream origin { server ${new URL(originUrl).host}; keepalive 128; }
    upstream key_check { server ${new URL(keyCheckUrl).host}; keepalive 16; }
    server {
      listen 127.0.0.1:${port} backlog=4096;
      client_max_body_size 0;
      proxy_http_version 1.1;
      proxy_max_temp_file_size 0;
      location / {
        auth_request /key-check;
        proxy_pass http://origin;
        proxy_set_header Connection "";
        proxy_set_header Authorization "";
        proxy_set_header X-Forwarded-For $remote_addr;
      }
      location /api/v1/attachments/ {
        auth_request /key-check;
        proxy_pass http://origin;
        proxy_request_buffering off;
        proxy_set_header Connection "";
        proxy_set_header Authorization "";
      }
      location = /key-check {
        internal;
        proxy_pass http://key_check;
        proxy_pass_request_body off;
        proxy_set_header Content-Length "";
        proxy_set_header Connection "";
        proxy_cache checked;
        proxy_cache_key $http_authorization;
        proxy_cache_valid 200 401 1h;
      }
    }`;
}
