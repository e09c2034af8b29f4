import type { PeopleAlert } from '../../domain/alert.ts';
import { joined } from '../details.ts';
import { facts } from '../facts.ts';
import { isOfSeveral } from '../gathered.ts';
import { headlineText } from '../headline.ts';
import { pages, webAddress } from '../links.ts';
import type { Point } from '../point.ts';
import type { Told } from '../telling.ts';
import { wordingOf } from '../told.ts';
import { whyYou } from '../why-you.ts';
import type { Wording } from '../wording.ts';
import { bytesInJson } from './bytes.ts';
import { emailList } from './email-list.ts';
import { emailTable } from './email-table.ts';
import { PLAIN } from './plain.ts';
import { wrap } from './wrap.ts';

const MAX_HEADLINE = 150;

const pointText = ([label, text]: Point): string => wrap(label === null ? text : `${label}: ${text}`, '', '  ');

const linkText = (label: string, address: string | null): string[] =>
  address === null ? [] : [`${label}:\n${address}`];

const paragraphs = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n\n');

const listText = ({ alert, image }: Told<PeopleAlert>, { listed }: Wording, maxBytes: number): string[] =>
  alert.kind === 'round-up' && isOfSeveral(alert) ? emailTable(alert, maxBytes) : emailList(listed, image, maxBytes);

/**
 * The e-mail: plain text in short lines.
 *
 * @param maxBytes - inside a JSON string, 20,000 or more: the list is shortened to it
 */
export const emailText = (telling: Told<PeopleAlert>, maxBytes: number): string => {
  const plain = { ...telling, markup: PLAIN };
  const { image } = telling;
  const wording = wordingOf(plain);
  const { headline, points, description, small, advisory } = wording;
  const [why = '', ...written] = whyYou(plain);
  const opening = [wrap(headlineText(headline, image, MAX_HEADLINE, PLAIN)), points.map(pointText).join('\n')];
  const closing = [
    wrap(description ?? ''),
    small.map((line) => wrap(line, '', '  ')).join('\n'),
    [['Advisory', webAddress(advisory)] as const, ...pages(telling)]
      .flatMap(([label, address]) => linkText(label, address))
      .join('\n'),
    [joined(facts(plain)), why, joined(written)].map((line) => wrap(line, '', '  ')).join('\n'),
  ];
  const list = listText(telling, wording, maxBytes - bytesInJson(paragraphs([...opening, ...closing])));
  return `${paragraphs([...opening, ...list, ...closing])}\n`;
};
