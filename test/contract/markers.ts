import { expect, test } from 'vitest';
import type { Markers } from '../../functions/core/ports/markers.ts';
import { aDigest, aRegistry } from '../support/builders.ts';

const at = (minutes: number, seconds = 0): string =>
  new Date(Date.UTC(2026, 10, 21, 8, minutes, seconds)).toISOString();

const API = { repository: 'payments/api', digest: aDigest('a') };
const WEB = { repository: 'payments/web', digest: aDigest('b') };
const ofRegistry = <T>(image: T) => ({ ...image, registry: aRegistry() });

/** What all that marks images promises. */
export const markersContract = (newMarkers: () => Promise<Markers>): void => {
  test('an image is marked first, then again, and the marker says when and where', async () => {
    const markers = await newMarkers();
    expect(await markers.read(API)).toBeNull();
    expect(await markers.mark(ofRegistry(API), {}, at(0))).toBe('first');
    expect(await markers.mark(ofRegistry(API), {}, at(1))).toBe('again');
    expect(await markers.mark(ofRegistry(WEB), {}, at(2))).toBe('first');
    expect(await markers.read(API)).toEqual({
      ...ofRegistry(API),
      version: expect.any(Number),
      firstAt: at(0),
      lastAt: at(1),
      epss: {},
    });
  });

  test('scores are gathered, and the newest wins', async () => {
    const markers = await newMarkers();
    await markers.mark(ofRegistry(API), { 'CVE-2026-1': 0.5, 'CVE-2026-2': 0.00045 }, at(0));
    await markers.mark(ofRegistry(API), {}, at(1));
    await markers.mark(ofRegistry(API), { 'CVE-2026-3': 4e-7, 'CVE-2026-2': 0.00045 }, at(2));
    await markers.mark(ofRegistry(API), { 'CVE-2026-1': 0.25 }, at(24 * 60));
    expect((await markers.read(API))?.epss).toEqual({ 'CVE-2026-1': 0.25, 'CVE-2026-2': 0.00045, 'CVE-2026-3': 4e-7 });
  });

  test('is cleared at the version that was read, and then marked first again', async () => {
    const markers = await newMarkers();
    await markers.mark(ofRegistry(API), { 'CVE-2026-1': 0.5 }, at(0));
    const { version = 0 } = (await markers.read(API)) ?? {};
    expect(await markers.clear(API, version)).toBe('cleared');
    expect(await markers.read(API)).toBeNull();
    expect(await markers.clear(API, version)).toBe('cleared');
    expect(await markers.mark(ofRegistry(API), {}, at(5))).toBe('first');
    expect(await markers.read(API)).toMatchObject({ firstAt: at(5), epss: {} });
  });

  test('stays where it was marked again since it was read', async () => {
    const markers = await newMarkers();
    await markers.mark(ofRegistry(API), {}, at(0));
    const { version = 0 } = (await markers.read(API)) ?? {};
    await markers.mark(ofRegistry(API), {}, at(0));
    expect(await markers.clear(API, version)).toBe('marked-again');
    expect(await markers.read(API)).toMatchObject({ firstAt: at(0) });
  });

  test('stays where it was cleared and marked anew since it was read, as often as before', async () => {
    const markers = await newMarkers();
    await markers.mark(ofRegistry(API), {}, at(0));
    const { version = 0 } = (await markers.read(API)) ?? {};
    await markers.clear(API, version);
    await markers.mark(ofRegistry(API), {}, at(0, 1));
    expect(await markers.clear(API, version)).toBe('marked-again');
  });

  test('is overdue a quarter of an hour after the first mark, earliest first', async () => {
    const markers = await newMarkers();
    await markers.mark(ofRegistry(WEB), {}, at(1));
    await markers.mark(ofRegistry(API), {}, at(0));
    await markers.mark(ofRegistry(API), {}, at(14));
    expect(await markers.due(at(14, 59), 10)).toEqual([]);
    expect(await markers.due(at(15), 10)).toEqual([API]);
    expect(await markers.due(at(16), 10)).toEqual([API, WEB]);
    expect(await markers.due(at(16), 1)).toEqual([API]);
  });

  test('is not overdue while it is postponed, also where it is marked again', async () => {
    const markers = await newMarkers();
    await markers.mark(ofRegistry(API), {}, at(0));
    const before = await markers.read(API);
    await markers.postpone(API, at(75));
    expect(await markers.read(API)).toEqual(before);
    await markers.mark(ofRegistry(API), {}, at(20));
    expect(await markers.due(at(74), 10)).toEqual([]);
    expect(await markers.due(at(75), 10)).toEqual([API]);
  });

  test('that was marked again while it was evaluated counts from then, and is due when it is quiet', async () => {
    const markers = await newMarkers();
    await markers.mark(ofRegistry(API), { 'CVE-2026-1': 0.5 }, at(0));
    await markers.renew(API, at(20));
    expect(await markers.read(API)).toMatchObject({ firstAt: at(20), epss: { 'CVE-2026-1': 0.5 } });
    expect(await markers.due(at(21, 59), 10)).toEqual([]);
    expect(await markers.due(at(22), 10)).toEqual([API]);
    await markers.renew(WEB, at(20));
    expect(await markers.read(WEB)).toBeNull();
  });

  test('is not made by postponing it', async () => {
    const markers = await newMarkers();
    await markers.postpone(API, at(75));
    expect(await markers.read(API)).toBeNull();
    expect(await markers.due(at(99), 10)).toEqual([]);
  });
};
