import type { PlayStep } from '../../test/support/play.ts';
import { onlyPage, sampleAnswer, sampleEvent } from '../../test/support/samples.ts';

/** A scan of the fixtures, and the event that it came with. */
export interface Sample {
  readonly title: string;
  readonly about: string;
  /** A file of `test/fixtures/events`, without its extension. */
  readonly event: string;
  /** A file of `test/fixtures/ecr`, without its extension. */
  readonly scan: string;
  /** Whether its first page is played as all there is. */
  readonly cut?: true;
}

const WITHOUT_TAGS = 'event-ecr-image-scan-complete-no-tags';
const WITH_TAG = 'event-ecr-image-scan-go';
const FAILED = 'event-ecr-image-scan-failed';

export const SAMPLES: readonly Sample[] = [
  {
    title: 'One finding',
    about: 'The answer that the API reference of Amazon ECR shows, to an image without a tag.',
    event: WITHOUT_TAGS,
    scan: 'dsf-basic-apidoc',
  },
  {
    title: 'Four critical findings',
    about: 'Four findings of a real scan, played as if they were all.',
    event: WITH_TAG,
    scan: 'dsf-basic-real-page1-of-715',
    cut: true,
  },
  {
    title: 'One page of many, the others missing',
    about: 'The same answer as it was published: it names a next page that nobody has.',
    event: WITH_TAG,
    scan: 'dsf-basic-real-page1-of-715',
  },
  {
    title: 'A finding of enhanced scanning',
    about: 'The answer that the API reference shows for it. To Security Hub Inspector sends findings of its own.',
    event: WITHOUT_TAGS,
    scan: 'dsf-enhanced-apidoc',
  },
  {
    title: 'A scan that failed',
    about: 'An image `FROM scratch`, which basic scanning cannot read. Security Hub hears of issues alone.',
    event: FAILED,
    scan: 'dsf-basic-failed-unsupported-os',
  },
  {
    title: 'A scan that lists nothing, though the event counted findings',
    about: 'ECR is asked again for a quarter of an hour, and is not believed then either.',
    event: WITH_TAG,
    scan: 'dsf-enhanced-complete-but-not-ready',
  },
  {
    title: 'A scan that lists nothing, and the event counted nothing',
    about: 'The same answer: the image is clean.',
    event: FAILED,
    scan: 'dsf-enhanced-complete-but-not-ready',
  },
];

export const stepOf = ({ event, scan, cut }: Sample): PlayStep => {
  const answer = sampleAnswer(scan);
  return { event: [sampleEvent(event)], scan: [cut ? onlyPage(answer) : answer] };
};
