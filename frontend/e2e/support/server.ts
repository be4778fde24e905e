// One real server for all specs: the binary named by LIANXIN_BIN, on a temporary SQLite database with demo data.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    baseUrl: string;
  }
}

/** The demo data's password for every demo account, set for this run only. */
const DEMO_PASSWORD = process.env.LIANXIN_DEMO_PASSWORD ?? 'Lianxin-demo-2026';

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function ready(baseUrl: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`the server ended with code ${server.exitCode}`);
    const answer = await fetch(`${baseUrl}/api/v1/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error('the server did not become ready in 20 s');
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running = process.env.LIANXIN_URL;
  if (running) {
    project.provide('baseUrl', running);
    return async () => undefined;
  }
  const binary = resolve(process.env.LIANXIN_BIN ?? '../target/debug/lianxin');
  const folder = mkdtempSync(join(tmpdir(), 'lianxin-e2e-'));
  const port = await freePort();
  const env = {
    ...process.env,
    LIANXIN_DATABASE: `sqlite:${join(folder, 'e2e.db')}`,
    LIANXIN_MASTER_KEY_FILE: join(folder, 'master.key'),
    LIANXIN_BIND: `127.0.0.1:${port}`,
    LIANXIN_PUBLIC_URL: `http://127.0.0.1:${port}`,
    // Every spec logs in from the same address.
    LIANXIN_LOGINS_PER_ADDRESS: '10000',
    LIANXIN_LOGINS_PER_USER: '10000',
    LIANXIN_DEMO_PASSWORD_FILE: join(folder, 'password.txt'),
  };
  writeFileSync(env.LIANXIN_DEMO_PASSWORD_FILE, DEMO_PASSWORD);
  const demo = spawnSync(binary, ['demo', '--size', 'small'], { env, stdio: 'inherit' });
  if (demo.status !== 0) throw new Error(`no demo data: ${demo.error?.message ?? `code ${demo.status}`}`);
  const server = spawn(binary, ['serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const baseUrl = `http://127.0.0.1:${port}`;
  try {
    await ready(baseUrl, server);
  } catch (error) {
    server.kill('SIGKILL');
    throw error;
  }
  project.provide('baseUrl', baseUrl);
  return async () => {
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
}
