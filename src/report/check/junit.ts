import type { Check } from '../../analysis/index.ts';
import { overallText, termName, termText } from './check-document.ts';
import { checkWords } from './words.ts';

/**
 * A gate as JUnit XML: one test case a term. FAIL is a failure; NOT PROVEN an error, since a pipeline
 * must not take it for success; terms that only score are skipped when they do not pass.
 */
export function checkJunit(check: Check, lang: 'en' | 'zh'): string {
  const cases = [
    ...check.refused.map(() =>
      testCase('comparison', 'error', overallText(check, checkWords[lang])),
    ),
    ...check.terms.map((term) => {
      const name = `${term.id} | ${termName(term, lang)}`;
      if (term.result === 'PASS') return testCase(name);
      const how = term.kind === 'scored' ? 'skipped' : term.result === 'FAIL' ? 'failure' : 'error';
      return testCase(name, how, termText(term, lang));
    }),
  ];
  const count = (tag: string): number => cases.filter((c) => c.includes(`<${tag} `)).length;
  const suite = `steelyard check ${check.runId} ${check.kind} ${check.against}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites><testsuite name="${escapeXml(suite)}" tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}">`,
    ...cases,
    '</testsuite></testsuites>',
    '',
  ].join('\n');
}

function testCase(name: string, how?: 'failure' | 'error' | 'skipped', message = ''): string {
  const head = `<testcase classname="steelyard.check" name="${escapeXml(name)}"`;
  if (how === undefined) return `${head}/>`;
  const type = how === 'error' ? ' type="not-proven"' : how === 'failure' ? ' type="failed"' : '';
  return `${head}><${how} message="${escapeXml(message)}"${type}/></testcase>`;
}

/** Text for an attribute; characters that XML 1.0 does not know become a replacement mark. */
export const escapeXml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\n\r\t]/g, ' ');
