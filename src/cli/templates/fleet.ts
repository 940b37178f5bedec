import type { Template } from './template.ts';

/** A fleet of two boxes: one on this machine, one with everything that can be said of a box. */
export const fleetTemplate: Template = {
  name: 'fleet.yaml',
  en: `# The endpoints to be weighed. Check this file: steelyard validate fleet.yaml
endpoints:
  - id: box-a                           # appears in every report: a-z, 0-9, - and .
    url: http://127.0.0.1:8000/v1       # base URL of the OpenAI-compatible API
    # model: deepseek-v3                # default: the only model that /v1/models lists
    # apiKeyEnv: BOX_A_KEY              # the NAME of an environment variable, never the key itself
    server: auto                        # auto | vllm | tgi | lmdeploy | sglang | llamacpp | openai
    # telemetry:
    #   engine: http://127.0.0.1:8000/metrics
    #   gpu: http://127.0.0.1:9400/metrics
    limits: { maxConcurrency: 64 }      # never exceeded, whatever a plan says
  - id: box-b
    url: http://127.0.0.1:8001/v1
    box:                                # what is being sold; used by sizing, cost and reports
      vendor: B
      gpu: h20-141g                     # an id of the catalogue
      model: deepseek-v3
      count: 8
      precision: fp8                    # fp32 | fp16 | bf16 | fp8 | int8 | int4 | fp4 | mxfp4 | nvfp4
      tensorParallel: 8
      framework: vllm
      frameworkVersion: 0.10.0
      # flags: "--max-model-len 131072" # as the vendor declares them; compared with what is observed
      price: { hardwareCny: 1930000, yearlyCny: 450000, years: 3, utilisation: 0.4 }
# allow: [127.0.0.0/8]                  # no request ever leaves for another address
`,
  zh: `# 待称量的端点。检查本文件：steelyard validate fleet.yaml
endpoints:
  - id: box-a                           # 出现在每份报告中：a-z、0-9、- 和 .
    url: http://127.0.0.1:8000/v1       # OpenAI 兼容接口的基础地址
    # model: deepseek-v3                # 默认：/v1/models 列出的唯一模型
    # apiKeyEnv: BOX_A_KEY              # 环境变量的名字，绝不是密钥本身
    server: auto                        # auto | vllm | tgi | lmdeploy | sglang | llamacpp | openai
    # telemetry:
    #   engine: http://127.0.0.1:8000/metrics
    #   gpu: http://127.0.0.1:9400/metrics
    limits: { maxConcurrency: 64 }      # 无论计划怎么写都不会超过
  - id: box-b
    url: http://127.0.0.1:8001/v1
    box:                                # 所售的设备；用于选型、成本和报告
      vendor: B
      gpu: h20-141g                     # 目录中的 id
      model: deepseek-v3
      count: 8
      precision: fp8                    # fp32 | fp16 | bf16 | fp8 | int8 | int4 | fp4 | mxfp4 | nvfp4
      tensorParallel: 8
      framework: vllm
      frameworkVersion: 0.10.0
      # flags: "--max-model-len 131072" # 供应商声明的参数；将与实测对照
      price: { hardwareCny: 1930000, yearlyCny: 450000, years: 3, utilisation: 0.4 }
# allow: [127.0.0.0/8]                  # 不会向其他地址发送任何请求
`,
};
