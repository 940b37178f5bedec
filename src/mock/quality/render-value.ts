import type { Answer } from '../../spec/index.ts';

type Language = 'zh' | 'en';

/** The answer as the JSON value that a prompt asks for; absent for answers that are texts. */
export function jsonValue(answer: Answer): unknown {
  switch (answer.kind) {
    case 'number':
    case 'percent':
    case 'text':
    case 'choice':
    case 'month':
    case 'date':
    case 'json':
    case 'set':
    case 'spans':
      return answer.value;
    case 'ranking':
      return answer.top === undefined ? answer.value : answer.value.slice(0, answer.top);
    case 'table':
      return { columns: answer.columns, rows: answer.rows };
    case 'sql':
    case 'facts':
    case 'constraints':
      return undefined;
  }
}

/** The answer as a person would write it into a sentence. */
export function spoken(answer: Answer, language: Language): string {
  switch (answer.kind) {
    case 'number':
      return `${spokenNumber(answer.value, language)}${answer.unit === undefined ? '' : language === 'zh' ? answer.unit : ` ${answer.unit}`}`;
    case 'percent':
      return answer.points === true
        ? `${answer.value}${language === 'zh' ? '个百分点' : ' percentage points'}`
        : `${answer.value}%`;
    case 'month': {
      const [year = '', month = ''] = answer.value.split('-');
      return language === 'zh' ? `${year}年${Number(month)}月` : answer.value;
    }
    case 'date':
    case 'text':
    case 'choice':
      return answer.value;
    case 'ranking':
      return answer.value.slice(0, answer.top).join(' > ');
    case 'set':
      return answer.value.join(language === 'zh' ? '、' : ', ');
    default:
      return JSON.stringify(jsonValue(answer) ?? '');
  }
}

/** Whole ten-thousands in Chinese (120000 is 12万), thousands separators in English. */
function spokenNumber(value: number, language: Language): string {
  if (language === 'zh') {
    const inTenThousands = value / 1e4;
    const exact = Math.abs(value) >= 1e4 && Number(inTenThousands.toFixed(2)) * 1e4 === value;
    return exact ? `${Number(inTenThousands.toFixed(2))}万` : String(value);
  }
  const [whole = '', fraction] = String(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
