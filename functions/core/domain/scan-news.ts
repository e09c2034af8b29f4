import type { LastComplete, ScanNewsAlert } from './alert.ts';
import type { Image } from './image.ts';
import { newsTo } from './news-to.ts';
import type { Policy } from './policy.ts';

interface ScanNews {
  readonly status: string;
  readonly description: string | null;
  /** The platforms concerned, as far as they are known. */
  readonly platforms: readonly string[];
  readonly lastComplete: LastComplete | null;
}

/** Who is told that an image is not scanned. */
export const scanNewsAlerts = (policy: Policy, image: Image, news: ScanNews): readonly ScanNewsAlert[] =>
  newsTo(policy, image).map((to) => ({ kind: 'scan-news', ...to, ...news }));
