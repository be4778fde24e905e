// Real servers for all specs, of the binary named by LIANXIN_BIN, each on a temporary SQLite database:
// one with a small school at work, one with nothing but its units, and the sheets that fit them.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A small school with a year of work. */
    baseUrl: string;
    /** A school with its units and calendar, an administrator and an office, and nothing else. */
    emptyUrl: string;
    /** The folder with teachers.xlsx and pupils.xlsx. */
    sheets: string;
  }
}

/** The demo data's password for every demo account, set for this run only. */
const DEMO_PASSWORD = process.env.LIANXIN_DEMO_PASSWORD ?? 'Lianxin-demo-2026';

type Running = { url: string; end: () => Promise<void> };

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

function run(binary: string, args: string[], env: NodeJS.ProcessEnv): void {
  const { status, error } = spawnSync(binary, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${error?.message ?? `code ${status}`}`);
}

async function serve(binary: string, folder: string, size: 'small' | 'units'): Promise<Running> {
  mkdirSync(folder);
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = {
    ...process.env,
    LIANXIN_DATABASE: `sqlite:${join(folder, 'e2e.db')}`,
    LIANXIN_MASTER_KEY_FILE: join(folder, 'master.key'),
    LIANXIN_FILES: join(folder, 'files'),
    LIANXIN_BIND: new URL(url).host,
    LIANXIN_PUBLIC_URL: url,
    // Every spec logs in from the same address.
    LIANXIN_LOGINS_PER_ADDRESS: '10000',
    LIANXIN_LOGINS_PER_USER: '10000',
    LIANXIN_DEMO_PASSWORD_FILE: join(folder, 'password.txt'),
  };
  writeFileSync(env.LIANXIN_DEMO_PASSWORD_FILE, DEMO_PASSWORD);
  run(binary, ['demo', '--size', size], env);
  const server = spawn(binary, ['serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const end = async () => {
    const ended = new Promise((done) => server.once('exit', done));
    if (server.exitCode === null && server.kill('SIGTERM')) await ended;
  };
  try {
    await ready(url, server);
  } catch (error) {
    await end();
    throw error;
  }
  return { url, end };
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const binary = resolve(process.env.LIANXIN_BIN ?? '../target/debug/lianxin');
  const folder = mkdtempSync(join(tmpdir(), 'lianxin-e2e-'));
  const servers: Running[] = [];
  const end = async () => {
    await Promise.all(servers.map((server) => server.end()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const given = process.env.LIANXIN_URL;
    const school = given ? null : await serve(binary, join(folder, 'school'), 'small');
    if (school) servers.push(school);
    const empty = await serve(binary, join(folder, 'empty'), 'units');
    servers.push(empty);
    run(binary, ['sample-sheets', join(folder, 'sheets')], process.env);
    project.provide('baseUrl', given ?? school?.url ?? '');
    project.provide('emptyUrl', empty.url);
    project.provide('sheets', join(folder, 'sheets'));
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}
