import { describe, expect, it } from 'vitest';
import { random } from '../../../../src/base/index.ts';
import { gradeAnswer } from '../../../../src/grade/index.ts';
import { readFleet } from '../../../../src/mock/index.ts';
import { answerShapes, renderAnswer } from '../../../../src/mock/quality/index.ts';

// The two sides share no code: this is where they meet.
describe('what the mock writes, a fair grader reads', async () => {
  const file = new URL('../../../../fixtures/mock/demo.yaml', import.meta.url).pathname;
  const files = await readFleet(file);
  const keys = files.ok ? (files.value.keys['box-a'] ?? []) : [];
  const tasks = keys.flatMap((key) =>
    Object.values(key.tasks)
      .filter((task) => task.right.kind !== 'sql')
      .map((task) => ({ ...task, language: key.language })),
  );
  const written = (answer: (typeof tasks)[number]['right'], language: 'zh' | 'en') =>
    answerShapes.map((shape) => renderAnswer(answer, language, [shape], random(1).stream(shape)));

  it('takes a right answer of any shape for right', () => {
    expect(tasks.length).toBeGreaterThan(80);
    const misread = tasks.flatMap((task) =>
      written(task.right, task.language).filter(
        (text) => gradeAnswer(text, task.right).kind !== 'correct',
      ),
    );
    expect(misread).toEqual([]);
  });

  it('takes a wrong answer of any shape for wrong', () => {
    const misread = tasks.flatMap((task) =>
      task.wrong.flatMap((wrong) =>
        written(wrong, task.language).filter(
          (text) => gradeAnswer(text, task.right).kind !== 'incorrect',
        ),
      ),
    );
    expect(misread).toEqual([]);
  });
});
