import type { FakeEcr } from '../fakes/ecr.ts';
import type { EventBus } from './event-bus.ts';

/** The scans that the functions started: each ends by itself, and ECR tells the bus. */
export const startedScans = (ecr: FakeEcr, bus: EventBus) => ({
  nextDue: (): number | null => ecr.nextScanEnd(),
  runDue: async (): Promise<void> => {
    for (const event of ecr.endScans()) await bus.put(event);
  },
});
