// Lighthouse, each page three times in a fresh browser, the median: of a running server with demo data (`make run`).
//   LIANXIN_URL=… LIANXIN_DEMO_PASSWORD=… pnpm run lighthouse [--profile mobile|slow3g|old-phone] [--runs 3] [/ …]
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { chromium } from 'playwright-core';

const LIGHTHOUSE = 'lighthouse@13.5.0';
const PORT = 9333;
/** Round trip, throughput, and how much slower than this machine the phone is. The first is Lighthouse's own. */
const PROFILES = {
  mobile: { rttMs: 150, throughputKbps: 1638.4, cpuSlowdownMultiplier: 4 },
  slow3g: { rttMs: 400, throughputKbps: 400, cpuSlowdownMultiplier: 4 },
  'old-phone': { rttMs: 150, throughputKbps: 1638.4, cpuSlowdownMultiplier: 10 },
};
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    profile: { type: 'string', default: 'mobile' },
    runs: { type: 'string', default: '3' },
    user: { type: 'string', default: 'teacher2' },
    /** Keeps the whole reports: the beginning of their names. */
    save: { type: 'string' },
  },
});
const base = process.env.LIANXIN_URL ?? 'http://127.0.0.1:8080';
const password =
  process.env.LIANXIN_DEMO_PASSWORD ?? readFileSync('../data/demo-password.txt', 'utf8').trim();
const pages = positionals.length > 0 ? positionals : ['/login', '/', '/record?kind=home_visit', '/ledger'];
const throttling = Object.entries(PROFILES[values.profile]).map(
  ([name, value]) => `--throttling.${name}=${value}`,
);

/** Nothing of an earlier page is left: neither its files nor its service worker at work. */
async function withBrowser(work) {
  const profile = mkdtempSync(join(tmpdir(), 'lianxin-lighthouse-'));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      `--remote-debugging-port=${PORT}`,
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
    ],
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, maxRetries: 5 });
  }
}

async function report(path) {
  const categories = '--only-categories=performance,accessibility,best-practices';
  const options = [`--port=${PORT}`, '--quiet', '--output=json', categories, ...throttling];
  const { stdout } = await promisify(execFile)('npx', ['--yes', LIGHTHOUSE, base + path, ...options], {
    maxBuffer: 1e9,
  });
  return stdout;
}

const measure = (path, run) =>
  withBrowser(async (browser) => {
    if (path !== '/login') {
      const data = { username: values.user, password, cookie: true };
      const answer = await browser.request.post(`${base}/api/v1/auth/login`, { data });
      if (!answer.ok()) throw new Error(`login: ${answer.status()}`);
    }
    const text = await report(path);
    if (values.save) writeFileSync(`${values.save}${path.replaceAll(/\W+/g, '_')}${run}.json`, text);
    const { categories, audits, environment } = JSON.parse(text);
    const number = (audit) => audits[audit].numericValue;
    return {
      performance: Math.round(categories.performance.score * 100),
      accessibility: Math.round(categories.accessibility.score * 100),
      'best practices': Math.round(categories['best-practices'].score * 100),
      'FCP ms': Math.round(number('first-contentful-paint')),
      'LCP ms': Math.round(number('largest-contentful-paint')),
      'TBT ms': Math.round(number('total-blocking-time')),
      CLS: Math.round(number('cumulative-layout-shift') * 1000) / 1000,
      kB: Math.round(number('total-byte-weight') / 1000),
      // How fast this machine was meanwhile: figures of a busy one do not count.
      machine: Math.round(environment.benchmarkIndex),
    };
  });

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const table = {};
for (const path of pages) {
  const runs = [];
  for (let run = 0; run < Number(values.runs); run += 1) runs.push(await measure(path, run));
  table[path] = Object.fromEntries(
    Object.keys(runs[0]).map((name) => [name, median(runs.map((one) => one[name]))]),
  );
}
console.log(`${values.profile}, median of ${values.runs}`);
console.table(table);
