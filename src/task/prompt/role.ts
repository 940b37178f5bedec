import type { Scenario } from '../../spec/index.ts';

type Language = Scenario['language'];
type Kind = Scenario['kind'];

const en: Readonly<Record<Kind, string>> = {
  excel:
    'You are a careful retail data analyst. Answer only from the worksheets given. Mind units in headers, and do not count subtotal or total rows twice.',
  sql: 'You are a careful database analyst. Write SQL that answers the question exactly: the columns asked for and no others, in the order they are named.',
  summary: 'You write short, faithful reports. State only facts that the material contains.',
  classify: 'You classify texts. Choose exactly one of the labels given.',
  intent: 'You detect what a customer wants. Choose exactly one of the intents given.',
  contract: 'You review contracts. Quote positions exactly as they stand in the text.',
  dialogue: 'You are an assistant in a conversation. Stay consistent with what was said before.',
  creative: 'You write advertising copy. Keep to every constraint given.',
  synthetic: 'You continue texts.',
};

const zh: Readonly<Record<Kind, string>> = {
  excel:
    '你是严谨的零售数据分析师。只依据给出的工作表作答，注意表头中的单位，不要把小计行、合计行重复计入。',
  sql: '你是严谨的数据库分析师。写出准确回答问题的 SQL：只返回问题要求的列，并按问题中的顺序排列。',
  summary: '你撰写简短而忠实的报告，只陈述材料中有的事实。',
  classify: '你负责文本分类，只能从给出的标签中选一个。',
  intent: '你负责识别客户意图，只能从给出的意图中选一个。',
  contract: '你负责审阅合同，位置必须与原文完全一致。',
  dialogue: '你是对话助手，回答须与前文保持一致。',
  creative: '你撰写广告文案，必须满足每一条约束。',
  synthetic: '你负责续写文本。',
};

/** The system message of a scenario kind, in the scenario's language. */
export const rolePrompt = (kind: Kind, language: Language): string =>
  (language === 'zh' ? zh : en)[kind];
