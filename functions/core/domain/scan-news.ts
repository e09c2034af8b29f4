import type { LastComplete, ScanNewsAlert } from './alert.ts';
import type { Image } from './image.ts';
import type { Policy } from './policy.ts';
import { becauseOf, scanNewsRoutesFor } from './route.ts';

interface ScanNews {
  readonly status: string;
  readonly description: string | null;
  readonly lastComplete: LastComplete | null;
}

/** Who is told that an image is not scanned: the receivers of the routes that name it, else of `otherwise`, however bad. */
export const scanNewsAlerts = (policy: Policy, image: Image, news: ScanNews): readonly ScanNewsAlert[] => {
  const routes = scanNewsRoutesFor(policy, image);
  return policy.receivers.flatMap(({ name: receiver }): readonly ScanNewsAlert[] => {
    const own = routes.filter((route) => policy.routes[route]?.to === receiver);
    if (own.length === 0) return [];
    const because = own.flatMap((route) => becauseOf(policy, route));
    return [{ kind: 'scan-news', receiver, because, mention: [], ...news }];
  });
};
