import type { PeopleAlert } from '../../domain/alert.ts';
import { joined } from '../details.ts';
import { facts } from '../facts.ts';
import { headlineText } from '../headline.ts';
import { imagePage, webAddress } from '../links.ts';
import type { Told } from '../telling.ts';
import { wordingOf } from '../told.ts';
import { whyYou } from '../why-you.ts';
import type { Point } from '../wording.ts';
import { bytesInJson } from './bytes.ts';
import { emailList } from './email-list.ts';
import { PLAIN } from './plain.ts';
import { wrap } from './wrap.ts';

const MAX_HEADLINE = 150;

const pointText = ([label, text]: Point): string => wrap(label === null ? text : `${label}: ${text}`, '', '  ');

const linkText = (label: string, address: string | null): string[] =>
  address === null ? [] : [`${label}:\n${address}`];

const paragraphs = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n\n');

/**
 * The e-mail: plain text in short lines.
 *
 * @param maxBytes - inside a JSON string, 20,000 or more: the list is shortened to it
 */
export const emailText = (telling: Told<PeopleAlert>, maxBytes: number): string => {
  const plain = { ...telling, markup: PLAIN };
  const { record } = telling;
  const { image } = record;
  const { headline, points, listed, description, small, advisory } = wordingOf(plain);
  const [why = '', ...written] = whyYou(plain);
  const opening = [wrap(headlineText(headline, image, MAX_HEADLINE, PLAIN)), points.map(pointText).join('\n')];
  const closing = [
    wrap(description ?? ''),
    small.map((line) => wrap(line, '', '  ')).join('\n'),
    [...linkText('Advisory', webAddress(advisory)), ...linkText('Image in ECR', imagePage(record))].join('\n'),
    [joined(facts(plain)), why, joined(written)].map((line) => wrap(line, '', '  ')).join('\n'),
  ];
  const list = emailList(listed, image, maxBytes - bytesInJson(paragraphs([...opening, ...closing])));
  return `${paragraphs([...opening, ...list, ...closing])}\n`;
};
