import type { Image } from '../../domain/image.ts';
import { joined, score } from '../details.ts';
import { fixText } from '../fix.ts';
import { type Listed, type Row, rowsOf } from '../listed.ts';
import type { Line } from './fill.ts';
import { link } from './link.ts';
import { MRKDWN } from './mrkdwn.ts';

const text = (row: Row, image: Image): string => {
  const [{ issue, note }] = row;
  const name = link(issue.detail.advisory, MRKDWN.text(issue.vulnerability, 80));
  const packages = row.map((one) => fixText(one.issue, image, MRKDWN)).join(', ');
  return joined([`• ${name} ${packages}`, score(issue), note]);
};

/** The issues by severity and vulnerability, in the order given; packages of one vulnerability share a line. */
export const issueLines = (listed: readonly Listed[], image: Image): Line[] =>
  rowsOf(listed, MRKDWN).map((row) => ({
    first: row[0].issue,
    issues: row.length,
    write: () => text(row, image),
  }));
