import { type Row, rowOf, testsOf } from './row.ts';

const swept = testsOf('evaluate-scan/swept.test.ts', 'a live image that reconcile came by');
const firstSweep = testsOf('evaluate-scan/swept.test.ts', 'the event of a scan that the first sweep started');
const securityHub = testsOf('evaluate-scan/reminders.test.ts', 'Security Hub');
const accepted = testsOf('core/domain/compare.test.ts', 'an issue that somebody accepted');
const awaited = testsOf('evaluate-scan/awaited.test.ts', 'an image that was pushed');
const coalesced = testsOf('coalesce/coalesce.test.ts', 'what fails');
const overdue = testsOf('resend/overdue.test.ts', 'an image that was marked a quarter of an hour ago');
const sweep = testsOf('reconcile/reconcile.test.ts', 'a sweep');
const run = testsOf('reconcile/reconcile.test.ts', 'a run');
const rescan = testsOf('reconcile/reconcile.test.ts', 'a basic rescan');
const scanning = testsOf('reconcile/reconcile.test.ts', 'how repositories are scanned');
const images = testsOf('core/domain/sweep.test.ts', 'the images to sweep');
const example = (name: string) =>
  testsOf('replay/examples.test.ts')(`${name} tells each receiver what it is to hear, and nothing else`);
const registry = testsOf('infra/registry-scanning.test.ts');

/** Events are best effort: what is told though none came. */
export const SILENCE: readonly Row[] = (
  [
    [
      'lost: scan',
      'either',
      'COMPLETE, ACTIVE',
      'pushed',
      'found half an hour after the push',
      awaited('is found scanned though the event was lost'),
    ],
    [
      'lost: any',
      'either',
      'any',
      'live',
      'found by the next sweep',
      swept('is evaluated as if its scan had just been told'),
    ],
    [
      'lost: PUSH and scan',
      'either',
      'any',
      'the newest of a line that nobody knew',
      'found by the next sweep',
      images('are the one pushed last of each line, in whatever order'),
    ],
    [
      'lost: DELETE',
      'either',
      'any',
      'deleted, archived',
      'found by the next sweep: what it had is unobserved',
      swept('that is gone though no event told so ends'),
    ],
    [
      'lost: DELETE',
      'either',
      'any',
      'in a repository that is no more',
      'found by the next sweep',
      sweep('comes by the images of a repository that is no more, and starts no scan there'),
    ],
    [
      'lost: ECR Scan Resource Change',
      'either',
      'MANUAL, OFF',
      'live',
      'posture news by the next sweep, once',
      scanning('is told where nothing scans live images, until that was told'),
    ],
    [
      'lost: our nudge after Inspector2 Finding',
      'enhanced',
      'any',
      'marked',
      'its marker is overdue',
      coalesced('of a nudge is left to resend, which finds the marker overdue'),
    ],
    [
      'a crash between mark and nudge',
      'enhanced',
      'any',
      'marked',
      'its marker is overdue',
      coalesced('marks before it nudges: what a crash between leaves is found'),
    ],
    [
      'an overdue marker',
      'enhanced',
      'any',
      'marked',
      'resend nudges again, until it is evaluated',
      overdue('is nudged each hour, not each run, until it was evaluated'),
    ],
    [
      'the first sweep',
      'either',
      'COMPLETE, ACTIVE',
      'scanned long ago',
      'one round-up a receiver',
      swept('for the first time waits for the end of the sweep'),
    ],
    [
      'the first sweep',
      'either',
      'not complete',
      'live',
      'in that round-up',
      swept('for the first time, and not scanned, waits for the end of the sweep too'),
    ],
    [
      'the first sweep',
      'basic',
      'any',
      'live',
      'scanned anew; the event of that scan tells nobody by itself',
      firstSweep('waits for its end, and an hour after'),
    ],
    [
      'the first sweep',
      'either',
      'any',
      '300 repositories',
      'one round-up a receiver',
      testsOf(
        'resend/round-up.test.ts',
        'a round-up',
      )('of a sweep tells hundreds of repositories in one, scanned or not'),
    ],
    [
      'time: 30 days',
      'basic',
      'COMPLETE',
      'live',
      'what is open is imported into Security Hub again',
      securityHub('is told again of what is open after 30 days'),
    ],
    [
      'lost: any',
      'enhanced',
      'ACTIVE',
      'a finding that a suppression rule hides',
      'accepted upstream: counted, told to nobody',
      accepted('in all images that have it is accepted, and is no more open than it is told'),
    ],
    [
      'sweep',
      'basic',
      'COMPLETE',
      'live, pushed months ago',
      'scanned anew once a day: what was disclosed since is told',
      sweep('has every live image evaluated once, those scanned anew a while later'),
    ],
    [
      'sweep',
      'basic',
      'any',
      'index',
      'each of its parts is scanned anew',
      rescan('is of each part of an index, whoever knows what it lists'),
    ],
    [
      'sweep',
      'basic',
      'LimitExceededException',
      'scanned within 24 hours',
      'evaluated as it is',
      rescan('that none was started of does not keep an image waiting'),
    ],
    [
      'sweep',
      'basic',
      'AccessDeniedException',
      'live',
      'operators hear of it once; evaluated as it is',
      rescan('that is denied is trouble once, and the images are looked at all the same'),
    ],
    [
      'sweep',
      'enhanced',
      'any',
      'live',
      'no scan is started: Inspector scans again by itself',
      rescan('is not started where scanning is ENHANCED'),
    ],
    [
      'sweep',
      'basic',
      'any',
      'live, `rescan: off`',
      'no scan is started',
      rescan('is not started where the policy says so'),
    ],
    [
      'sweep',
      'basic',
      'any',
      'live, `rescan: off`',
      'no permission to start one',
      testsOf('infra/reconcile.test.ts', 'reconcile may')('start no scan where the policy says so'),
    ],
    [
      'sweep',
      'basic',
      'MANUAL',
      'live, scanned anew daily',
      'no news',
      scanning('is no news where we have them scanned every day'),
    ],
    [
      'sweep',
      'either',
      'any',
      'more than one run has time for',
      'the next run goes on',
      run('stops in time, and the next goes on where it stopped'),
    ],
    [
      'sweep',
      'either',
      'an outage',
      'of one repository',
      'the others go on, operators hear of it',
      run('goes on past a repository that cannot be looked at, and operators hear of it'),
    ],
    [
      'sweep',
      'either',
      'an outage',
      'of all',
      'the run fails, the next begins where it stopped',
      run('fails where one repository after another cannot be looked at, and the next begins with them'),
    ],
    [
      'sweep',
      'either',
      'any',
      'in use, not the head of its line',
      'live: looked at as the heads are',
      images('are those of the heads, whether or not they are there still, each once'),
    ],
    [
      'deploy',
      'either',
      'any',
      '`registry.scanning: leave`',
      'the configuration of the registry is not touched',
      registry('the scanning configuration of the registry > is not made where the file leaves it as it is'),
    ],
    [
      'deploy',
      'either',
      'any',
      '`registry.scanning`, a filter without an asterisk',
      'never written: at ECR it means “contains”',
      testsOf(
        'policy/scan-filters.test.ts',
        'any list of globs',
      )('becomes filters that ECR takes, and that fit whatever it fits'),
    ],
    ['lost: all, for three days', 'either', 'any', 'live', 'told by the sweep', example('lost-events')],
    [
      'the first sweep',
      'either',
      'COMPLETE, ACTIVE',
      'scanned long ago, 300 repositories',
      'one round-up a receiver',
      example('day-one'),
    ],
    [
      'sweep',
      'basic',
      'any',
      'index, archived, gone',
      'no scan is started of it',
      testsOf(
        'contract/repositories.test.ts',
        'ecrRepositories',
        'a scan',
      )('is not started of what is gone, archived, or an index'),
    ],
    [
      'sweep',
      'basic',
      'ThrottlingException',
      'thousands',
      'requests are paced',
      testsOf('adapters/ecr/repositories.test.ts')(
        'requests are so far apart, other tries and pages included, and none waits where there is time',
      ),
    ],
    [
      'deploy',
      'either',
      'any',
      '`registry.scanning` twice in one account and Region',
      'refused at synth',
      testsOf(
        'infra/registry-scanning.test.ts',
        'a second scanning configuration',
      )('is refused in the same account and Region'),
    ],
    [
      'deploy',
      'basic',
      'any',
      'a matcher on what basic scanning never says: fixable, exploited, EPSS, in use',
      'refused, with the mode',
      testsOf('policy/read-policy.test.ts', 'a policy with a defect')('facts-of-basic: is refused in these words'),
    ],
  ] as const
).map(rowOf);
