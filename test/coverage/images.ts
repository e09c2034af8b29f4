import { type Row, rowOf, testsOf } from './row.ts';

const adapter = testsOf('adapters/ecr/images.test.ts');
const noImage = testsOf('adapters/ecr/images.test.ts', 'what is no image');
const part = testsOf('evaluate-scan/sight.test.ts', 'a part of an index');
const attestation = testsOf('evaluate-scan/sight.test.ts', 'an attestation');
const index = testsOf('evaluate-scan/sight.test.ts', 'an index');
const manifest = testsOf('evaluate-scan/sight.test.ts', 'a manifest by itself');
const noLine = testsOf('evaluate-scan/sight.test.ts', 'an image in no line');
const platform = testsOf('evaluate-scan/first-facts.test.ts', 'the scan of a platform');
const gone = testsOf('core/domain/images.test.ts', 'an image that is gone');
const asIndex = testsOf('core/domain/images.test.ts', 'an index');
const moving = testsOf('core/domain/images.test.ts', 'a tag that moves');
const behind = testsOf('core/domain/evaluate-unscanned.test.ts', 'an image that does not lead its line');
const contract = testsOf('contract/images.test.ts', 'ecrImages');
const replay = testsOf('replay/replay.test.ts', 'an event');

const ANY = ['any', 'either', 'any'] as const;

/** What an event may be about: one manifest, by its digest. */
export const IMAGES: readonly Row[] = (
  [
    [...ANY, 'with a tag', 'seen at once', manifest('with a tag is seen at once')],
    [
      ...ANY,
      'that never had a tag',
      'asked by digest; after two minutes an image by itself, in the line “untagged”',
      part('whose index has no tag is an image by itself that never had one'),
    ],
    [
      ...ANY,
      'that lost its tags',
      'ignored, unless it leads a line',
      manifest('that lost its tags is ignored, unless it leads a line'),
    ],
    [
      ...ANY,
      'of which one of two tags was deleted',
      'seen with the other',
      manifest('of which one of two tags was deleted is still there'),
    ],
    [
      ...ANY,
      'whose tags the policy ignores',
      'ignored, with the tags',
      noLine('is ignored with the tags that the policy ignores'),
    ],
    [
      ...ANY,
      'older than the head of its line, complete',
      'changes nothing',
      testsOf(
        'core/domain/evaluate.test.ts',
        'the same again',
      )('an older image scanned again after a newer push changes nothing'),
    ],
    [
      'any',
      'either',
      'not complete',
      'older than the head of its line',
      'no news',
      behind('is no news where a newer one does, or one pushed at once with a greater digest'),
    ],
    [
      ...ANY,
      'that a tag moves back to',
      'the head again: what only it has is open again',
      moving('back to an older image makes that the head: what only it has is open again'),
    ],
    [
      ...ANY,
      'index',
      'read once, and remembered with all that it lists',
      index('that is pushed is read once, and remembered with all that it lists'),
    ],
    [
      ...ANY,
      'index',
      'its platforms are one image to people',
      asIndex('is one image to people: the same issue on two platforms is two occurrences of one'),
    ],
    [...ANY, 'index that lists no image', 'ignored', index('that lists no image is ignored')],
    [
      ...ANY,
      'index that ECR cannot give',
      'an error, tried again',
      adapter(
        'what an index lists > that ECR cannot give for another reason than that it is gone is an error with the reason',
      ),
    ],
    [
      ...ANY,
      'part of an index, its tags empty',
      'seen as its index',
      part('is the index, where that is known: nothing is read but its tags'),
    ],
    [
      ...ANY,
      'part of an index that is pushed after it',
      'waits two minutes for its index',
      part('waits for its index, two minutes in all'),
    ],
    [
      ...ANY,
      'part of an index that no event told of',
      'its index is looked for among those with a tag',
      part('finds its index among those with a tag, if no event told of it, and has it remembered'),
    ],
    [
      ...ANY,
      'part of two indexes',
      'news of both',
      testsOf('evaluate-scan/evaluate-scan.test.ts', 'a part of several indexes')('is news of all of them'),
    ],
    [
      'scan',
      'either',
      'COMPLETE',
      'part of an index, others not scanned yet',
      'waits five minutes for the others, then goes by itself',
      platform('waits for those of the others, up to five minutes'),
    ],
    [
      'scan',
      'either',
      'not complete',
      'one platform of an index',
      'told with the platform',
      testsOf(
        'core/domain/evaluate-unscanned.test.ts',
        'what is told',
      )('is one reason after another, each with the platforms it is of'),
    ],
    [
      'scan',
      'basic',
      'FAILED',
      'attestation that its index lists',
      'ignored, with the index',
      attestation('is ignored, with the index that lists it'),
    ],
    [
      'scan',
      'basic',
      'FAILED',
      'attestation of an index that no event told of',
      'ignored, with the index',
      attestation('is ignored where no event told of its index'),
    ],
    [...ANY, 'attestation by itself', 'ignored: no image', noImage('{ …(1) } is an attestation')],
    [...ANY, 'signature', 'ignored: no image', noImage('{ …(1) } is a signature')],
    [
      ...ANY,
      'signature by cosign, by its tag',
      'ignored: no image',
      noImage('{ imageTags: [Array] } is a signature by cosign'),
    ],
    [...ANY, 'SBOM', 'ignored: no image', noImage('{ …(1) } is an SBOM')],
    [...ANY, 'Helm chart', 'ignored: no image', noImage('{ …(1) } is a Helm chart')],
    [...ANY, 'build cache', 'ignored: no image', noImage('{ …(1) } is a build cache')],
    [
      ...ANY,
      'artifact of a type of tomorrow',
      'ignored: no image',
      noImage('{ …(1) } is application/vnd.wasm.config.v0+json'),
    ],
    [
      ...ANY,
      'archived',
      'gone: DescribeImages does not name it',
      contract('what is archived is gone, but not deleted'),
    ],
    [
      ...ANY,
      'archived, named all the same',
      'gone',
      adapter('an image that is ARCHIVED is gone, though ECR should name it'),
    ],
    [
      ...ANY,
      'being restored',
      'gone until it is',
      adapter('an image that is ACTIVATING is gone, though ECR should name it'),
    ],
    [
      ...ANY,
      'deleted',
      'what it had is unobserved, told once; or the next of its line is head',
      gone('with nothing in its place leaves its issues unobserved, and those who were told hear of it once'),
    ],
    [
      ...ANY,
      'deleted, that led nothing',
      'ignored, with the reason',
      replay('of an image that is gone is ignored, with the reason'),
    ],
    [
      ...ANY,
      'deleted while its pages are read',
      'gone',
      adapter('what goes wrong on the way > an image that is deleted between two pages is gone'),
    ],
    [
      'scan',
      'basic',
      'FAILED',
      'FROM scratch, pushed again and again',
      'told once',
      testsOf('replay/examples.test.ts')('distroless tells each receiver what it is to hear, and nothing else'),
    ],
    [
      'time',
      'either',
      'any',
      'head that nobody pushed to for 180 days',
      'stale: what it had is unobserved',
      testsOf(
        'evaluate-scan/evaluate-due.test.ts',
        'a head that nobody pushed to for 180 days',
      )('ends, and those who were told hear of it'),
    ],
    [
      ...ANY,
      'of a repository whose name has 256 characters',
      'told',
      testsOf('replay/bad-days.test.ts', 'an event')('of a repository whose name has 256 characters is told'),
    ],
  ] as const
).map(rowOf);
