/** What a YAML parser's error codes mean to the person who wrote the file. */
const wordings: Readonly<Record<string, { readonly expected: string; readonly hint?: string }>> = {
  ALIAS_PROPS: { expected: 'an alias (*name) without tag or anchor' },
  BAD_ALIAS: { expected: 'a name after & or *', hint: 'put text with & or * in quotes' },
  BAD_INDENT: {
    expected: 'consistent indentation',
    hint: 'a bracket or brace opened before is not closed, or the line begins too far left',
  },
  BAD_SCALAR_START: {
    expected: 'text that does not begin with a special character',
    hint: 'put the text in quotes',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    expected: 'one key and one value on a line',
    hint: 'the next line is indented too far, or text with ": " needs quotes',
  },
  DUPLICATE_KEY: {
    expected: 'each key once',
    hint: 'the same key stands above in this mapping; remove one of them',
  },
  MISSING_CHAR: { expected: 'a closing quote, bracket or comma' },
  MULTILINE_IMPLICIT_KEY: { expected: 'a key on one line', hint: 'a colon may be missing' },
  MULTIPLE_DOCS: { expected: 'one document in a file', hint: 'remove the line with ---' },
  NON_STRING_KEY: { expected: 'keys that are text' },
  TAB_AS_INDENT: { expected: 'spaces for indentation', hint: 'replace the tab by spaces' },
  TAG_RESOLVE_FAILED: {
    expected: 'no tags (!name)',
    hint: 'put text that begins with ! in quotes',
  },
  UNEXPECTED_TOKEN: {
    expected: 'YAML or JSON',
    hint: 'put text with special characters in quotes',
  },
};

export const yamlWording = (code: string): { readonly expected: string; readonly hint?: string } =>
  wordings[code] ?? { expected: 'well-formed YAML or JSON' };
