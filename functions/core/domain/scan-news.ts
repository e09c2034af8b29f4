import type { LastComplete, ScanNewsAlert } from './alert.ts';
import type { Image } from './image.ts';
import type { Policy } from './policy.ts';
import { becauseOf, scanNewsRoutesFor } from './route.ts';

interface ScanNews {
  readonly status: string;
  readonly description: string | null;
  /** The platforms concerned, as far as they are known. */
  readonly platforms: readonly string[];
  readonly lastComplete: LastComplete | null;
}

/** Who is told that an image is not scanned: the receivers of the routes that name it, else of `otherwise`, however bad. */
export const scanNewsAlerts = (policy: Policy, image: Image, news: ScanNews): readonly ScanNewsAlert[] => {
  const routes = scanNewsRoutesFor(policy, image);
  return policy.receivers.flatMap(({ name: receiver }): readonly ScanNewsAlert[] => {
    const because = policy.routes.flatMap(({ to }, index) =>
      to === receiver && routes.includes(index) ? becauseOf(policy, index) : [],
    );
    return because.length === 0 ? [] : [{ kind: 'scan-news', receiver, because, mention: [], ...news }];
  });
};
