import { describe, expect, test } from 'vitest';
import { evaluateScan } from '../../functions/evaluate-scan/evaluate-scan.ts';
import { anImage, aPolicy, aScan } from '../support/builders.ts';
import { aWorld, posture, scanned } from '../support/evaluation-world.ts';

const aScannedWorld = async () => {
  const world = aWorld();
  const evaluate = evaluateScan(world);
  world.images.push(anImage());
  world.images.scanned(anImage(), aScan());
  await evaluate(scanned(), 0);
  return {
    world,
    evaluate,
    scanning: () => world.lineages.items.get('payments/api')?.scanning,
    alerts: () => [...world.records.all.values()].flatMap(({ alerts }) => alerts),
  };
};

describe('a repository that nothing scans any more', () => {
  test('is told once to those who hear of its images', async () => {
    const { world, evaluate, scanning, alerts } = await aScannedWorld();
    expect(await evaluate(posture('MANUAL', 'SCAN_ON_PUSH'), 0)).toMatchObject({ outcome: { outcome: 'evaluated' } });
    expect(await evaluate(posture('MANUAL', 'SCAN_ON_PUSH'), 0)).toMatchObject({ outcome: { outcome: 'unchanged' } });
    expect(scanning()).toBe('off');
    expect(world.outbox.sent).toMatchObject([{ waits: 'hour' }]);
    expect(alerts().slice(1)).toMatchObject([
      {
        kind: 'posture-news',
        receiver: 'payments',
        frequency: 'MANUAL',
        previous: 'SCAN_ON_PUSH',
        lastComplete: { tags: ['v1.4.2'], open: { CRITICAL: 1 } },
      },
    ]);
  });

  test('is told again after something scanned it', async () => {
    const { evaluate, scanning, alerts } = await aScannedWorld();
    await evaluate(posture('MANUAL'), 0);
    await evaluate(posture('CONTINUOUS_SCAN'), 0);
    expect(scanning()).toBe('on');
    await evaluate(posture('manual'), 0);
    expect(alerts().map(({ kind }) => kind)).toEqual(['summary', 'posture-news', 'posture-news']);
  });

  test('keeps what is open, and resolves nothing', async () => {
    const { world, evaluate } = await aScannedWorld();
    await evaluate(posture('MANUAL'), 0);
    expect([...world.records.all.values()].at(-1)).toMatchObject({
      transitions: [],
      ledger: { issues: [{ state: 'open' }] },
    });
  });

  test('is nobody’s concern where no image of it is live', async () => {
    const world = aWorld();
    expect(await evaluateScan(world)(posture('MANUAL'), 0)).toMatchObject({ outcome: { outcome: 'ignored' } });
  });

  test('is nobody’s concern where the policy does not watch it', async () => {
    const { world } = await aScannedWorld();
    const unwatched = { ...world, policy: aPolicy({ watch: [] }) };
    expect(await evaluateScan(unwatched)(posture('MANUAL'), 0)).toMatchObject({
      outcome: { outcome: 'ignored', reason: 'the policy does not watch its repository' },
    });
  });
});

test('a repository that is scanned otherwise, and is scanned, is no news', async () => {
  const { evaluate, alerts } = await aScannedWorld();
  expect(await evaluate(posture('CONTINUOUS_SCAN', 'SCAN_ON_PUSH'), 0)).toMatchObject({
    outcome: { outcome: 'unchanged' },
  });
  expect(alerts()).toHaveLength(1);
});

test('each repository of an event is looked at', async () => {
  const { evaluate, scanning } = await aScannedWorld();
  const [scanned] = posture('MANUAL').repositories;
  if (scanned === undefined) throw new Error('nothing to look at');
  const event = { ...posture('MANUAL'), repositories: [{ ...scanned, repository: 'other' }, scanned] };
  expect(await evaluate(event, 0)).toMatchObject({ outcome: { outcome: 'evaluated', repository: 'payments/api' } });
  expect(scanning()).toBe('off');
  expect(await evaluate({ ...event, repositories: [] }, 0)).toMatchObject({ outcome: { outcome: 'ignored' } });
});
