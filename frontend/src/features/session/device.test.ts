import { expect, it } from 'vitest';
import { deviceOf } from './device';

it('knows a phone from a computer', () => {
  const wechat =
    'Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 Chrome/116 Mobile Safari/537.36 MicroMessenger/8';
  expect(deviceOf(wechat)).toEqual({ browser: '微信', system: 'Android', phone: true });
  const edge =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120 Safari/537.36 Edg/120.0';
  expect(deviceOf(edge)).toEqual({ browser: 'Edge', system: 'Windows', phone: false });
  expect(deviceOf('curl/8.5.0')).toBeNull();
  expect(deviceOf(null)).toBeNull();
});
