// A bad line between the browser and the server: it can be cut, lose one answer, and deliver a newer service worker.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

export type Line = {
  url: string;
  /** No request gets through. */
  cut: boolean;
  /** The next request that fits reaches the server; its answer is lost, and the line with it. */
  lose: RegExp | null;
  /** Added to the service worker: another one is another version. */
  version: string;
  end: () => Promise<void>;
};

function forward(line: Line, server: URL, incoming: IncomingMessage, answer: ServerResponse): void {
  if (line.cut) {
    incoming.socket.destroy();
    return;
  }
  const path = incoming.url ?? '/';
  const isWorker = path === '/sw.js';
  const headers = { ...incoming.headers, ...(isWorker ? { 'accept-encoding': 'identity' } : {}) };
  const { hostname, port } = server;
  const outgoing = request({ hostname, port, path, method: incoming.method, headers }, (given) => {
    if (line.lose?.test(`${incoming.method} ${path}`)) {
      line.lose = null;
      line.cut = true;
      given.resume();
      incoming.socket.destroy();
      return;
    }
    if (!isWorker) {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
      return;
    }
    const { 'content-length': _, ...rest } = given.headers;
    answer.writeHead(given.statusCode ?? 502, rest);
    given.on('data', (part) => answer.write(part));
    given.on('end', () => answer.end(`\n// ${line.version}\n`));
  });
  outgoing.on('error', () => incoming.socket.destroy());
  incoming.pipe(outgoing);
}

export async function badLine(server: string): Promise<Line> {
  const line: Line = { url: '', cut: false, lose: null, version: '1', end: async () => undefined };
  const proxy = createServer((incoming, answer) => forward(line, new URL(server), incoming, answer));
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const address = proxy.address();
  line.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  line.end = () =>
    new Promise((done) => {
      proxy.close(() => done());
      proxy.closeAllConnections();
    });
  return line;
}
