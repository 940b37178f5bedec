import { both } from './bilingual.ts';
import type { Evidence } from './judgement.ts';

const published = (source: string, date: string | undefined, en: string, zh: string): Evidence => ({
  kind: 'published',
  source,
  text: both(en, zh),
  ...(date === undefined ? {} : { date }),
});

/** Dated evidence from outside of the guide, each with its source; in our words. */
export const sources = {
  v3NativeFp8: published(
    'github.com/deepseek-ai/DeepSeek-V3 README (9b4e9788)',
    '2024-12-26',
    'DeepSeek-V3 is trained and released in FP8; 16-bit weights are an up-cast of it.',
    'DeepSeek-V3 以 FP8 训练并发布，16 位权重只是由它放大而来。',
  ),
  v3OutOfMemory: published(
    'github.com/InternLM/lmdeploy/issues/2960',
    '2024-12',
    'Eight cards of 80 GB ran out of memory with V3 in FP8; about 671 GB in FP8 and 1,342 GB in 16 bit are given.',
    '八张 80 GB 卡运行 FP8 的 V3 时显存溢出；文中给出 FP8 约 671 GB、16 位约 1,342 GB。',
  ),
  vllmV3Support: published(
    'github.com/vllm-project/vllm/issues/11559',
    '2024-12',
    'vLLM serves DeepSeek-V3 from version 0.6.6 on.',
    'vLLM 自 0.6.6 版起才支持 DeepSeek-V3。',
  ),
  fp8Lossless: published(
    'arXiv:2411.02355',
    '2024-11',
    'Over 500,000 evaluations on Llama-3.1: FP8 without measurable loss at any size, tuned INT8 1 to 3% worse, weight-only INT4 close to 8 bit.',
    '基于 Llama-3.1 的五十余万次评测：各规模 FP8 均无可测损失，调优后的 INT8 低 1 至 3%，仅量化权重的 INT4 与 8 位接近。',
  ),
  int4Small: published(
    'qwen.readthedocs.io quantization benchmark; arXiv:2505.02390',
    '2025-05',
    'GPTQ INT4 costs Qwen2-72B 0.1 points and Qwen2-7B 2.8; 4-bit DeepSeek stays close to FP8.',
    'GPTQ INT4 使 Qwen2-72B 下降 0.1 分、Qwen2-7B 下降 2.8 分；4 位 DeepSeek 与 FP8 相近。',
  ),
  qwenSpeed: published(
    'github.com/QwenLM/Qwen3 docs speed_benchmark.md (7a2f61f, Apache-2.0)',
    '2026-01-09',
    'On an H20 at batch 1, FP8 over BF16 is 1.84x (8B), 2.23x (32B) and 1.13x (30B-A3B); INT4 over FP8 is 0.96x, 1.03x and 0.20x.',
    'H20 上批量为 1 时，FP8 相对 BF16 为 1.84 倍（8B）、2.23 倍（32B）、1.13 倍（30B-A3B）；INT4 相对 FP8 为 0.96、1.03、0.20 倍。',
  ),
  qwenMemory: published(
    'github.com/QwenLM/Qwen3 docs speed_benchmark.md (7a2f61f, Apache-2.0)',
    '2026-01-09',
    'Qwen3-32B measured: INT4 0.305x and FP8 0.532x of the memory in BF16.',
    'Qwen3-32B 实测：INT4 与 FP8 分别占 BF16 显存的 0.305 倍和 0.532 倍。',
  ),
  engineGap: published(
    'research.aimultiple.com/inference-engines',
    undefined,
    'One H100, Llama-3.1-8B, offline: about 16,200 against 12,600 tokens a second between engines, 29%.',
    '单卡 H100、Llama-3.1-8B 离线测试：引擎之间约 16,200 对 12,600 token/秒，相差 29%。',
  ),
  engineSpread: published(
    'docs.gpustack.ai performance lab',
    undefined,
    'Nineteen engine line-ups on equal hardware: fastest over slowest 1.08x to 17.4x, median 1.57x.',
    '相同硬件上的十九组引擎对比：最快与最慢之比 1.08 至 17.4 倍，中位数 1.57 倍。',
  ),
  tgiArchived: published(
    'github.com/aws-solutions-library-samples/global-capacity-orchestrator-on-aws/pull/387',
    '2026-03-21',
    'TGI went into maintenance on 2025-12-11; its repository was archived on 2026-03-21.',
    'TGI 于 2025-12-11 转入维护状态，其代码库于 2026-03-21 归档。',
  ),
  retail4090: published(
    'nvidia.com GeForce RTX 4090 specification',
    '2022-10',
    'The card is sold with 24 GB; boards with 48 GB are rebuilt by third parties.',
    '该卡出厂显存为 24 GB，48 GB 版本由第三方改装。',
  ),
  a100NoFp8: published(
    'github.com/deepseek-ai/DeepSeek-V3/issues/11',
    '2024-12',
    'A member of the DeepSeek team: the A800 does not compute in FP8.',
    'DeepSeek 团队成员表示：A800 不支持 FP8 计算。',
  ),
  utilisationCounter: published(
    'docs.nvidia.com NVML API reference',
    undefined,
    'GPU utilisation is the share of time in which any kernel ran; it does not say how busy the chip was.',
    'GPU 利用率只是有内核在运行的时间占比，并不表示芯片有多忙。',
  ),
  lengthError: published(
    'github.com/vllm-project/vllm/issues/2418',
    '2024-01',
    'vLLM refuses to start where max_model_len exceeds the cache; it does not shorten the context by itself.',
    'max_model_len 超出缓存时 vLLM 拒绝启动，不会自行缩短上下文。',
  ),
  largeParallel: published(
    'github.com/deepseek-ai/open-infra-index',
    '2025-02',
    'DeepSeek ran decode expert-parallel over 144 GPUs and prefill over 32 in February 2025.',
    '2025 年 2 月，DeepSeek 的解码已在 144 张卡、预填充在 32 张卡上做专家并行。',
  ),
  moeOf2025: published(
    'model cards on huggingface.co',
    '2025-08',
    'Qwen3-30B-A3B (April), Kimi-K2 and GLM-4.5 (July) and gpt-oss (August) came out in 2025, before the guide.',
    'Qwen3-30B-A3B（4 月）、Kimi-K2 与 GLM-4.5（7 月）、gpt-oss（8 月）均在指南之前的 2025 年发布。',
  ),
  biTokens: published(
    'help.fanruan.com/finebi6.X/doc-view-2680.html',
    undefined,
    'A BI maker budgets 20,000 input and 2,200 output tokens a question at CNY 0.004 and 0.016 per thousand.',
    '一家 BI 厂商按每问 2 万输入、2,200 输出 token 预算，每千 token 0.004 与 0.016 元。',
  ),
  r1Api: published(
    'api-docs.deepseek.com pricing',
    '2025-01',
    'DeepSeek-R1 through its API: USD 0.55 per million input and 2.19 per million output tokens.',
    'DeepSeek-R1 接口价：每百万输入 0.55 美元、输出 2.19 美元。',
  ),
  premiumApi: published(
    'openai.com API pricing, GPT-4o',
    '2024-10',
    'A premium API: USD 2.50 per million input and 10 per million output tokens.',
    '高价接口：每百万输入 2.50 美元、输出 10 美元。',
  ),
  allReduce: published(
    'github.com/ai-dynamo/aiconfigurator systems/data (095f58a5, Apache-2.0)',
    '2025',
    'All-reduce over eight GPUs: 445 to 470 GB/s on H100 NVLink, 24 on PCIe 5, 1.4 to 2 on PCIe 4.',
    '八卡 all-reduce：H100 NVLink 为 445 至 470 GB/s，PCIe 5 为 24，PCIe 4 仅 1.4 至 2。',
  ),
} as const;
