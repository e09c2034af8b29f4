import type { Because } from './alert.ts';
import type { Image } from './image.ts';
import type { Policy } from './policy.ts';
import { becauseOf, scanNewsRoutesFor } from './route.ts';

/** Who hears news of an image that is not of its issues, and why; nobody is called by name for it. */
interface Told {
  readonly receiver: string;
  readonly because: readonly Because[];
  readonly mention: readonly string[];
}

/** The receivers of the routes that name the image, else of `otherwise`, however bad. */
export const newsTo = (policy: Policy, image: Image): readonly Told[] => {
  const routes = scanNewsRoutesFor(policy, image);
  return policy.receivers.flatMap(({ name: receiver }): readonly Told[] => {
    const because = policy.routes.flatMap(({ to }, index) =>
      to === receiver && routes.includes(index) ? becauseOf(policy, index) : [],
    );
    return because.length === 0 ? [] : [{ receiver, because, mention: [] }];
  });
};
