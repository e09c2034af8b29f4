import type { Image } from '../../domain/image.ts';
import { severityTitle, sumOf, total } from '../counts.ts';
import { joined } from '../details.ts';
import { fixText } from '../fix.ts';
import { thenIssue } from '../headline.ts';
import { imageName } from '../image-name.ts';
import { type Listed, type Row, rowsOf } from '../listed.ts';
import { risks } from '../risk.ts';
import { glanceText } from './glance.ts';
import { link } from './link.ts';
import type { List } from './list.ts';
import { MRKDWN } from './mrkdwn.ts';

const text = (row: Row, image: Image): string => {
  const [{ issue, note }] = row;
  const name = link(issue.detail.advisory, MRKDWN.text(issue.vulnerability, 80));
  const packages = row.map((one) => fixText(one.issue, image, MRKDWN)).join(', ');
  return joined([`• ${name} ${packages}`, ...risks(issue), note]);
};

const glance = ([{ issue }]: Row, image: Image): string => {
  const after = thenIssue(`, from ${severityTitle(issue.severity, MRKDWN)} `, issue, MRKDWN);
  return glanceText({ before: 'More in ', after }, image);
};

/** The issues by severity and vulnerability, in the order given; packages of one vulnerability share a line. */
export const issueList = (listed: readonly Listed[], image: Image): List => ({
  lines: rowsOf(listed, MRKDWN).map((row) => ({
    title: severityTitle(row[0].issue.severity, MRKDWN),
    counts: { [row[0].issue.severity]: row.length },
    glance: () => glance(row, image),
    write: () => text(row, image),
  })),
  goesOn: `More in ${imageName(image, 100, MRKDWN)}`,
  more: (lines) => `${total(sumOf(lines.map(({ counts }) => counts)))} more`,
});
