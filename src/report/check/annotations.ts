import type { Check } from '../../analysis/index.ts';
import { overallText, termText } from './check-document.ts';
import { checkWords } from './words.ts';

/** Workflow commands that a GitHub runner shows beside the change: one a term that does not pass. */
export function checkAnnotations(check: Check, lang: 'en' | 'zh'): string {
  const refused = check.refused.length > 0 ? [overallText(check, checkWords[lang])] : [];
  const lines = [
    ...refused.map((text) => command('error', 'NOT PROVEN', text)),
    ...check.terms
      .filter((t) => t.result !== 'PASS')
      .map((t) =>
        command(
          t.kind === 'scored' ? 'notice' : t.result === 'FAIL' ? 'error' : 'warning',
          `${t.result}: ${t.id}`,
          termText(t, lang),
        ),
      ),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

const command = (kind: 'error' | 'warning' | 'notice', title: string, message: string): string =>
  `::${kind} title=${escaped(title).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${escaped(message)}`;

/** A line break would end the command, and what follows it would be read as another. */
const escaped = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
