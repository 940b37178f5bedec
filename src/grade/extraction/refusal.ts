const refusal =
  /(?:\b(?:i(?:'m| am) (?:sorry|unable|not able)|i (?:cannot|can't|can not|won't|do not know|don't know)|unable to (?:answer|determine|help)|as an ai\b|cannot be determined)|无法(?:回答|确定|提供|判断|计算|得出)|不能(?:回答|提供|协助)|抱歉|对不起|很遗憾|不知道|没有足够的?(?:信息|数据))/i;

/** Whether a text without an answer declines to give one. */
export const isRefusal = (text: string): boolean =>
  refusal.test(text.slice(0, 4000).replaceAll('’', "'"));
