import {
  cell,
  number3,
  type ReportDocument,
  renderTerminal,
  type Table,
} from '../../report/index.ts';
import { type FitReport, fitPlan } from '../../sizing/index.ts';
import { findGpu, findModel, type Precision, precisions } from '../../spec/index.ts';
import { exitCode } from '../exit-code.ts';
import { reportProblems } from '../fault.ts';
import { type CommandDefinition, numberOption, textOption } from './command.ts';
import { wholeNumber } from './option-parsers.ts';

/** `steelyard fit`. */
export const fitCommand: CommandDefinition = {
  name: 'fit',
  summary: 'does a model fit on a box, and what remains for the KV cache',
  examples: [
    'steelyard fit --model deepseek-v3 --gpu h20-141g --count 8 --precision fp8 --context 32768',
    'steelyard fit --model deepseek-v3 --gpu h20-141g --count 8 --precision fp16',
  ],
  declare(command) {
    command
      .requiredOption('--model <id>', 'model of the catalogue')
      .requiredOption('--gpu <id>', 'GPU of the catalogue')
      .requiredOption('--count <n>', 'GPUs in the box', wholeNumber(1))
      .addOption(
        command
          .createOption('--precision <p>', 'precision of the weights')
          .choices(precisions)
          .makeOptionMandatory(),
      )
      .addOption(command.createOption('--kv-precision <p>', 'of the KV cache').choices(precisions))
      .option('--context <n>', 'tokens of context that must work', wholeNumber(1))
      .option('--concurrency <n>', 'requests at once', wholeNumber(1));
  },
  run(context) {
    const { io } = context;
    const model = findModel(textOption(context, 'model') ?? '');
    const gpu = findGpu(textOption(context, 'gpu') ?? '');
    const problems = [model, gpu].flatMap((r) => (r.ok ? [] : r.problems));
    if (!model.ok || !gpu.ok) return Promise.resolve(reportProblems(io, problems));
    const precisionOf = (name: string): Precision | undefined =>
      precisions.find((p) => p === textOption(context, name));
    const kvPrecision = precisionOf('kvPrecision');
    const wanted = numberOption(context, 'context');
    const concurrency = numberOption(context, 'concurrency');
    const report = fitPlan({
      model: model.value.id,
      gpu: gpu.value.id,
      count: numberOption(context, 'count') ?? 1,
      precision: precisionOf('precision') ?? 'bf16',
      ...(kvPrecision === undefined ? {} : { kvPrecision }),
      ...(wanted === undefined ? {} : { context: wanted }),
      ...(concurrency === undefined ? {} : { concurrency }),
    });
    if (io.json) io.out(`${JSON.stringify(report, null, 2)}\n`);
    else io.out(renderTerminal(fitDocument(report, io.lang), io.columns));
    return Promise.resolve(exitCode.done);
  },
};

const GIB = 2 ** 30;

function fitDocument({ plan, smallest, ...rest }: FitReport, lang: 'en' | 'zh'): ReportDocument {
  const zh = lang === 'zh';
  const gib = (bytes: number): string => `${number3(bytes / GIB)} GiB`;
  const whole = (n: number): string => n.toLocaleString('en-US');
  const { perGpu } = plan;
  const lines: [string, string][] = [
    [zh ? '每卡显存' : 'memory per GPU', gib(perGpu.total)],
    [zh ? '引擎可用' : 'usable by the engine', gib(perGpu.usable)],
    [zh ? '权重' : 'weights', gib(perGpu.weights)],
    [zh ? '激活' : 'activations', gib(perGpu.activation)],
    [zh ? '通信与运行时' : 'communication and runtime', gib(perGpu.nonTorch)],
    [
      zh ? '剩余给 KV 缓存（负数为缺口）' : 'left for the KV cache (negative: missing)',
      gib(perGpu.kvPool),
    ],
    [zh ? '可缓存 token 总数' : 'tokens cached in all', whole(plan.kvTokens)],
    [zh ? '最大上下文' : 'longest context', whole(plan.maxContext)],
    [
      zh
        ? `${whole(plan.context)} token 请求的最大并发`
        : `requests of ${whole(plan.context)} tokens at once`,
      whole(plan.maxConcurrency),
    ],
    [zh ? '模型副本数' : 'copies of the model', whole(plan.replicas)],
  ];
  const table: Table = {
    kind: 'table',
    caption: zh
      ? `${plan.model} ${plan.precision}，${plan.count} × ${plan.gpu}，TP ${plan.tensorParallel}`
      : `${plan.model} ${plan.precision} on ${plan.count} x ${plan.gpu}, TP ${plan.tensorParallel}`,
    columns: [
      { head: zh ? '项目' : 'Part', align: 'left' },
      { head: zh ? '数值' : 'Value', align: 'right' },
    ],
    rows: lines.map(([name, value]) => [cell(name), cell(value)]),
    notes: [],
  };
  const verdict = plan.fits ? (zh ? '放得下' : 'It fits') : zh ? '放不下' : 'It does not fit';
  const least =
    smallest === undefined
      ? zh
        ? '64 张以内都放不下。'
        : 'No count up to 64 holds it.'
      : zh
        ? `最少需要 ${smallest.count} 张。`
        : `The smallest count that fits is ${smallest.count}.`;
  const bits = rest.bitsPerWeightThatFit;
  const room =
    bits > 0
      ? zh
        ? `该设备可容纳每权重 ${number3(bits)} 位。`
        : `This box has room for ${number3(bits)} bits per weight.`
      : zh
        ? '该设备没有留给权重的空间。'
        : 'This box leaves no room for weights.';
  return {
    lang,
    title: 'steelyard fit',
    blocks: [
      {
        kind: 'callout',
        tone: plan.fits ? 'good' : 'bad',
        text: [`${verdict}${zh ? '。' : '. '}${least} ${room}`],
      },
      table,
    ],
  };
}
