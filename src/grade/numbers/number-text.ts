import { normaliseWidth, simplifyNumerals } from './normalise.ts';

/** The text in which positions of mentions count: half width, simplified, numerals joined. */
export const numberText = (text: string): string =>
  joinNumerals(simplifyNumerals(normaliseWidth(text)));

/** Blanks inside Chinese numerals (一百 五 十, 百 分 之) removed; others kept. */
const joinNumerals = (text: string): string =>
  text
    .replace(
      /(?<=[零〇一二两三四五六七八九十百千万亿兆点分之又个成折余多几半壹贰叁肆伍陆柒捌玖拾佰仟负]) +(?=[零〇一二两三四五六七八九十百千万亿兆点分之又个成折余多几半壹贰叁肆伍陆柒捌玖拾佰仟负])/g,
      '',
    )
    .replace(/(?<=[\dkKM]) +(?=[百千万亿兆分之又个成折余多几])/g, '')
    .replace(/(?<=[十百千万亿兆零分之又负]) +(?=[\d.])/g, '')
    .replace(/(?<=\d) +(?=\d ?折)/g, '')
    .replace(/佰分之/g, '百分之');
