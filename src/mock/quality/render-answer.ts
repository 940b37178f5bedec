import type { RandomStream } from '../../base/index.ts';
import type { Answer } from '../../spec/index.ts';
import { jsonValue, spoken } from './render-value.ts';

/** A way of writing an answer down. */
export const answerShapes = ['bare', 'prose', 'steps', 'json', 'fence', 'table'] as const;
export type AnswerShape = (typeof answerShapes)[number];

type Language = 'zh' | 'en';

/**
 * Writes an answer in one of the shapes in which models write it. Every shape lets a fair grader
 * find the answer: the JSON line that prompts ask for, or "Answer:" with the plain value.
 */
export function renderAnswer(
  answer: Answer,
  language: Language,
  shapes: readonly AnswerShape[],
  draws: RandomStream,
): string {
  if (answer.kind === 'sql') return renderSql(answer.gold[0] ?? '', language, draws);
  if (answer.kind === 'facts') return renderFacts(answer.required, language);
  if (answer.kind === 'constraints') return renderConstraints(answer.value, language);
  const shape = draws.pick(shapes);
  const line = JSON.stringify({ answer: jsonValue(answer) });
  const said = spoken(answer, language);
  const zh = language === 'zh';
  switch (shape) {
    case 'json':
      return line;
    case 'fence':
      return `\`\`\`json\n${line}\n\`\`\``;
    case 'prose':
      return zh
        ? `根据表中数据，结果为${said}。\n${line}`
        : `From the data given, the result is ${said}.\n${line}`;
    case 'steps':
      return zh
        ? `1. 先筛选相关的行。\n2. 汇总并比较。\n3. 得到${said}。\n\n${line}`
        : `1. Pick the rows asked for.\n2. Add them up and compare.\n3. This gives ${said}.\n\n${line}`;
    case 'table':
      return zh
        ? `| 项目 | 结果 |\n| --- | --- |\n| 答案 | ${cell(said)} |\n\n${line}`
        : `| item | result |\n| --- | --- |\n| answer | ${cell(said)} |\n\n${line}`;
    case 'bare':
      return isPlain(answer) ? `${zh ? '答案：' : 'Answer: '}${said}` : line;
  }
}

const isPlain = (answer: Answer): boolean =>
  ['number', 'percent', 'text', 'choice', 'month', 'date'].includes(answer.kind);

const cell = (text: string): string => text.replaceAll('|', '\\|');

function renderSql(statement: string, language: Language, draws: RandomStream): string {
  const fenced = `\`\`\`sql\n${statement}\n\`\`\``;
  if (draws.uniform() < 0.5) return fenced;
  return `${language === 'zh' ? '查询如下：' : 'The query:'}\n${fenced}`;
}

function renderFacts(
  required: readonly (string | readonly string[])[],
  language: Language,
): string {
  const wordings = required.map((fact) => (typeof fact === 'string' ? fact : (fact[0] ?? '')));
  return wordings.join(language === 'zh' ? '；' : '; ') + (language === 'zh' ? '。' : '.');
}

type Constraint = Extract<Answer, { kind: 'constraints' }>['value'][number];

/** A text that keeps to what can be kept to by construction: obligatory words, bullets, length. */
function renderConstraints(constraints: readonly Constraint[], language: Language): string {
  const musts = constraints.flatMap((c) => (c.kind === 'must' ? [c.value] : []));
  const bullets = constraints.some((c) => c.kind === 'format' && c.value === 'bullets');
  const json = constraints.some((c) => c.kind === 'format' && c.value === 'json');
  const length = constraints.find((c) => c.kind === 'length');
  const lines = constraints.find((c) => c.kind === 'lines');
  const filler = language === 'zh' ? '好品质，好生活。' : 'Made well, made to last. ';
  if (json) return JSON.stringify({ text: musts.join(' ') });
  const wanted = lines?.kind === 'lines' ? (lines.min ?? lines.max ?? 1) : 1;
  const rows = Array.from({ length: Math.max(wanted, 1) }, (_, i) =>
    i === 0 ? `${musts.join(language === 'zh' ? '，' : ', ')} ${filler}`.trim() : filler.trim(),
  );
  let text = rows.map((row) => (bullets ? `- ${row}` : row)).join('\n');
  const min = length?.kind === 'length' ? (length.min ?? 0) : 0;
  while (text.length < min) text += filler;
  return text.trim();
}
