import { describe, expect, it } from 'vitest';
import {
  answerer,
  answerShapes,
  countTokens,
  filler,
  indexKeys,
  scanText,
  tokenPieces,
} from '../../../../src/mock/quality/index.ts';
import { answerKeySchema } from '../../../../src/spec/index.ts';

const key = answerKeySchema.parse({
  schema: 'steelyard.answer-key/1',
  suite: 's',
  language: 'zh',
  tasks: {
    peak: {
      category: 'trend',
      question: '哪个月的销售额最高？',
      right: { kind: 'month', value: '2024-11' },
      wrong: [{ kind: 'month', value: '2024-12' }],
    },
    'peak-east': {
      category: 'trend',
      question: '华东 哪个月的销售额最高？',
      right: { kind: 'number', value: 120000, unit: '元' },
      wrong: [{ kind: 'number', value: 12, unit: '元' }],
    },
    query: {
      category: 'sql',
      question: 'How many orders\nwere there?',
      right: { kind: 'sql', gold: ['SELECT count(*) FROM orders'] },
      wrong: [{ kind: 'sql', gold: ['SELECT count(*) FROM items'] }],
    },
  },
});

const keys = indexKeys([key]);
const settings = (over: object = {}) => ({
  accuracy: { default: 1 },
  latent: { seed: 1 },
  nondeterminism: 0,
  depth: undefined,
  load: undefined,
  lossPerHour: 0,
  shapes: answerShapes,
  reasoning: undefined,
  fillerTokens: 8,
  ...over,
});
const ask = (prompt: string, over: object = {}, ordinal = 1, running = 0) =>
  answerer(
    settings(over),
    7,
  )({
    prompt,
    found: keys.find(prompt),
    ordinal,
    maxTokens: 100,
    running,
    hours: 0,
    accuracyShift: 0,
  });

describe('finding the task', () => {
  it('finds a question on a line of its own, inside a line, and over two lines', () => {
    expect(keys.find('| a | b |\n\n问题：\n哪个月的销售额最高？\n\n只写答案')?.task.id).toBe(
      'peak',
    );
    expect(keys.find('请回答：哪个月的销售额最高？谢谢')?.task.id).toBe('peak');
    expect(keys.find('data\nQuestion:\nHow many orders\nwere there?\n')?.task.id).toBe('query');
  });

  it('takes the longer of two questions at one place', () => {
    expect(keys.find('请回答：华东 哪个月的销售额最高？')?.task.id).toBe('peak-east');
  });

  it('knows nothing of other prompts', () => {
    expect(keys.find('Continue this list of words.')).toBeUndefined();
  });
});

describe('answering', () => {
  it('gives the right answer at accuracy 1 and a wrong one of the key at 0', () => {
    expect(ask('哪个月的销售额最高？').text).toMatch(/2024(-|年)11/);
    expect(ask('哪个月的销售额最高？', { accuracy: { trend: 0, default: 1 } }).text).toMatch(
      /2024(-|年)12/,
    );
  });

  it('writes SQL into a fence', () => {
    expect(ask('How many orders\nwere there?').text).toContain(
      '```sql\nSELECT count(*) FROM orders\n```',
    );
  });

  it('says the same each time, unless nondeterminism is planted', () => {
    const texts = (over: object) =>
      new Set(Array.from({ length: 40 }, (_, i) => ask('哪个月的销售额最高？', over, i).text));
    expect(texts({}).size).toBe(1);
    expect(texts({ nondeterminism: 1 }).size).toBeGreaterThan(1);
  });

  it('loses accuracy deep in a prompt and under load, where that is planted', () => {
    const far = `${'x'.repeat(400)}\n哪个月的销售额最高？`;
    expect(ask(far, { depth: { above: 50, loss: 1 } }).correct).toBe(false);
    expect(ask(far, { depth: { above: 500, loss: 1 } }).correct).toBe(true);
    expect(ask(far, { load: { above: 4, loss: 1 } }, 1, 5).correct).toBe(false);
    expect(ask(far, { load: { above: 4, loss: 1 } }, 1, 4).correct).toBe(true);
  });

  it('fills where no key knows the question', () => {
    const { text, task } = ask('Continue this list of words.');
    expect(task).toBeUndefined();
    expect(countTokens(text)).toBe(8);
  });
});

describe('tokens of the mock', () => {
  it('cut ASCII into fours and leave other characters single', () => {
    expect(tokenPieces('hello 世界!😀')).toEqual(['hell', 'o ', '世', '界', '!', '😀']);
    expect(countTokens('hello 世界!😀')).toBe(6);
  });

  it('count as they are cut', () => {
    for (const text of [
      '',
      'a',
      'abcdefgh',
      '一二ab三',
      filler(37),
      'x😀y😀z',
      '1,234.5万元 and more',
    ]) {
      expect(countTokens(text)).toBe(tokenPieces(text).length);
      expect(tokenPieces(text).join('')).toBe(text);
    }
  });

  it('give equal prefixes equal block keys, and others others', () => {
    const a = scanText(`${'abcd'.repeat(32)}tail`, 16).blockKeys;
    const b = scanText(`${'abcd'.repeat(32)}other`, 16).blockKeys;
    const salted = scanText(`salt${'abcd'.repeat(32)}`, 16).blockKeys;
    expect(a).toHaveLength(2);
    expect(b).toEqual(a);
    expect(salted.some((blockKey) => a.includes(blockKey))).toBe(false);
  });
});
