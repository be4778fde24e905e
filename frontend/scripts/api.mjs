// Generates src/api/schema.d.ts from the server's document; from the stub while there is none.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const document = '../openapi/openapi.json';
const source = existsSync(document) ? document : 'src/api/openapi.stub.json';
const run = spawnSync('openapi-typescript', [source, '-o', 'src/api/schema.d.ts'], { stdio: 'inherit' });
process.exit(run.status ?? 1);
