/** What lies on the device is shown in several places, and in several tabs. */
const listeners = new Set<() => void>();
let channel: BroadcastChannel | null = null;

function others(): BroadcastChannel | null {
  if (!channel && 'BroadcastChannel' in globalThis) {
    channel = new BroadcastChannel('lianxin.device');
    channel.onmessage = () => tell();
  }
  return channel;
}

function tell(): void {
  for (const listener of listeners) listener();
}

export function deviceChanged(): void {
  tell();
  others()?.postMessage(null);
}

export function onDeviceChange(listener: () => void): () => void {
  others();
  listeners.add(listener);
  return () => listeners.delete(listener);
}
